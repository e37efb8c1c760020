/** What a service says beside its folds: marks, and records that came in by REST. */
package dev.holdfast.runtime.publish;
