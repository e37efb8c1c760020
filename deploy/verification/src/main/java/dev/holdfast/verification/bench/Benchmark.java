package dev.holdfast.verification.bench;

/** One thing to be measured. */
interface Benchmark {

    /**
     * Measures and reports each figure as soon as it is known.
     *
     * @param size what the benchmark measures at; its limits hold for {@link Size#WHOLE}
     */
    void measure(Report report, Size size) throws Exception;
}
