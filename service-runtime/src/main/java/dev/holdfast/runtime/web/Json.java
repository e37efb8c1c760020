package dev.holdfast.runtime.web;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** REST speaks the JSON of the topics: snake_case, decimals as strings. */
public class Json {

    @Produces
    @Singleton
    ObjectMapper mapper() {
        return EventCodec.mapper();
    }
}
