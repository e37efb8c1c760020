package dev.holdfast.tradesync;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;

import dev.holdfast.runtime.fixture.ServiceRules;

@AnalyzeClasses(
        packages = "dev.holdfast.tradesync",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest static final ArchTests SERVICE_RULES = ArchTests.in(ServiceRules.class);
}
