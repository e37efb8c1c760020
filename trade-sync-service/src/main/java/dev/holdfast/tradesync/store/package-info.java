/** The service's own tables: histories of orders and fills, cursors, requests. */
package dev.holdfast.tradesync.store;
