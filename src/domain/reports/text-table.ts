/** Names and references are other people's text: no control character of theirs may reach a terminal. */
export function printable(line: string): string {
  return line.replaceAll(/\p{Cc}/gu, ' ');
}

/** The first column to the left, all others to the right, two spaces between. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}
