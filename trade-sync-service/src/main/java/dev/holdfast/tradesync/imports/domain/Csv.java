package dev.holdfast.tradesync.imports.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Comma-separated values with a header, quotes and doubled quotes, as RFC 4180 has them. */
public record Csv(List<String> header, List<Row> rows) {

    /**
     * @param line where it begins in the file, from 1
     * @param cells by the name of their column, in lower case
     */
    public record Row(int line, Map<String, String> cells) {

        /** Empty where there is no such column, or nothing in it. */
        public Optional<String> cell(String column) {
            return Optional.ofNullable(cells.get(column.toLowerCase(Locale.ROOT)))
                    .filter(text -> !text.isEmpty());
        }
    }

    public static Csv read(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int line = 1;
        int began = 1;
        String whole = text.startsWith("\ufeff") ? text.substring(1) : text;
        for (int i = 0; i <= whole.length(); i++) {
            char c = i < whole.length() ? whole.charAt(i) : '\n';
            if (quoted && i < whole.length()) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < whole.length() && whole.charAt(i + 1) == '"') {
                    cell.append(c);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                cells.add(cell.toString().strip());
                cell.setLength(0);
                if (c == '\n') {
                    if (cells.size() > 1 || !cells.getFirst().isEmpty()) {
                        lines.add(cells);
                        numbers.add(began);
                    }
                    cells = new ArrayList<>();
                    began = line + 1;
                }
            } else {
                cell.append(c);
            }
            line += c == '\n' ? 1 : 0;
        }
        return of(lines, numbers);
    }

    private static Csv of(List<List<String>> lines, List<Integer> numbers) {
        if (lines.isEmpty()) {
            return new Csv(List.of(), List.of());
        }
        List<String> header =
                lines.getFirst().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int column = 0; column < header.size(); column++) {
                cells.put(
                        header.get(column),
                        column < lines.get(i).size() ? lines.get(i).get(column) : "");
            }
            rows.add(new Row(numbers.get(i), cells));
        }
        return new Csv(header, rows);
    }
}
