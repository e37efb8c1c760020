/** Plans over REST: what stands is read from the tables, what is wanted goes to the topic. */
package dev.holdfast.planmonitor.api;
