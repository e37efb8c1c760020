/**
 * Venues that run in a test, or beside a local deployment: one book behind the HTTP and JSON that
 * each venue documents, with the troubles that venues make. It knows nothing of the service.
 */
package dev.holdfast.tradesync.stub;
