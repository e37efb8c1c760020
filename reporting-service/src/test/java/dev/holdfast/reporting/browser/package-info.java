/**
 * The dashboard in a real browser, against a stand-in of the service that answers from files: what
 * people see, press and hear read out. Needs Chromium; {@code -Dholdfast.browser=off} leaves it
 * out.
 */
package dev.holdfast.reporting.browser;
