/** What spreadsheets would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A table as RFC 4180 has it.
 * @param {{ title: string, csv: (row: any) => unknown }[]} columns
 * @param {any[]} rows
 */
export function csv(columns, rows) {
  const lines = [columns.map((column) => field(column.title))];
  rows.forEach((row) => lines.push(columns.map((column) => field(column.csv(row)))));
  return lines.map((line) => line.join(',')).join('\r\n') + '\r\n';
}

function field(value) {
  if (typeof value === 'number') {
    return String(value);
  }
  const text = String(value ?? '');
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/**
 * Hands the browser a file to keep.
 * @param {string} name of the file
 * @param {string} type media type
 */
export function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
