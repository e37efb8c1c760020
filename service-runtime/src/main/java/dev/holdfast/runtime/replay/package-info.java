/**
 * A portfolio's records read again, from the beginning of their topics, beside the live
 * consumption: what a service folds again to prove or mend what it has.
 */
package dev.holdfast.runtime.replay;
