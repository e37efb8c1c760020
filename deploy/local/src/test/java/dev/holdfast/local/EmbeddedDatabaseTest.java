package dev.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

class EmbeddedDatabaseTest {

    @Test
    void whatAServiceWroteIsThereAgainAfterTheDatabaseWasStoppedAndStarted(@TempDir Path directory)
            throws Exception {
        EmbeddedDatabase.Settings kept =
                EmbeddedDatabase.Settings.keptIn(directory.resolve("data"));
        ProcessHandle server;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(kept)) {
            execute(
                    database.access(Service.RISK),
                    "create table seen (what text); insert into seen values ('a decision')");
            server = database.process();
            assertThat(server.isAlive()).isTrue();
        }
        server.onExit().get(60, TimeUnit.SECONDS);

        try (EmbeddedDatabase database = EmbeddedDatabase.start(kept)) {
            EmbeddedDatabase.Access risk = database.access(Service.RISK);

            assertThat(query(risk, "select what from risk.seen")).isEqualTo("a decision");
            assertThat(query(risk, "show search_path")).isEqualTo("risk");
            assertThat(query(risk, "show fsync")).isEqualTo("on");
            assertThat(query(risk, "show synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void aServiceSeesItsOwnSchemaAlone() throws SQLException {
        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary())) {
            execute(database.access(Service.PORTFOLIO), "create table ledger (what text)");

            assertThatThrownBy(
                            () ->
                                    query(
                                            database.access(Service.REPORTING),
                                            "select what from portfolio.ledger"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
            assertThat(
                            query(
                                    database.superuser(),
                                    "select count(*) from information_schema.schemata where"
                                            + " schema_name in ('trade_sync', 'risk',"
                                            + " 'plan_monitor', 'portfolio', 'reporting')"))
                    .isEqualTo("5");
        }
    }

    private static void execute(EmbeddedDatabase.Access access, String sql) throws SQLException {
        try (Connection connection = connect(access);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedDatabase.Access access, String sql) throws SQLException {
        try (Connection connection = connect(access);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedDatabase.Access access) throws SQLException {
        return DriverManager.getConnection(access.jdbcUrl(), access.username(), access.password());
    }
}
