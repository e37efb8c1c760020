/**
 * risk-service: decides every order intent against the caps of its portfolio and holds what is
 * reserved for the orders on their way.
 */
package dev.holdfast.risk;
