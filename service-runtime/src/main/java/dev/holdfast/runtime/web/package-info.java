/**
 * What every service's REST has in common: keys and what they open, errors as problem details (RFC
 * 9457), JSON as on the topics, lists in their wrapping, and the wait for the effect of what was
 * published.
 */
package dev.holdfast.runtime.web;
