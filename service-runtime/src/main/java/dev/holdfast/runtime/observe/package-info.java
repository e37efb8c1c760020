/** What operators see of the runtime: metrics and health. */
package dev.holdfast.runtime.observe;
