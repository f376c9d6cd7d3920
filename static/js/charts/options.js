// @ts-check
/** From a table to what ECharts is told. */

/**
 * @typedef {{names: string[], series: {name: string, values: (number | null)[]}[]}} Read
 * @typedef {{colours: string[], ink: string, line: string, surface: string, font: string}} Look
 */

/** The rows of a table by the headers of its first columns; what is no number is a gap. @param {HTMLTableElement} table @param {number} drawn @returns {Read} */
export function readTable(table, drawn) {
  const headers = [...table.tHead?.rows[0].cells || []].slice(1, drawn + 1).map((cell) => cell.textContent || '');
  const rows = [...table.tBodies[0].rows];
  const value = (/** @type {HTMLTableCellElement} */ cell) => numberOf(cell.textContent || '');
  return {
    names: rows.map((row) => row.cells[0].textContent || ''),
    series: headers.map((name, at) => ({ name, values: rows.map((row) => value(row.cells[at + 1])) })),
  };
}

/** @param {string} text */
export function numberOf(text) {
  const found = Number(text.trim());
  return text.trim() === '' || Number.isNaN(found) ? null : found;
}

/**
 * Series that brought nothing are left out: a legend of zeros hides the others.
 * @param {Read} read @param {string} kind line, bar or stacked @param {Look} look
 */
export function optionOf({ names, series }, kind, { colours, ink, line, surface, font }) {
  const shown = series.filter(({ values }) => values.some(Boolean));
  const text = { color: ink, fontFamily: font };
  return {
    animation: false,
    aria: { enabled: kind === 'stacked', decal: { show: kind === 'stacked' }, label: { enabled: false } },
    color: colours,
    textStyle: text,
    grid: { left: 8, right: 8, top: 12, bottom: shown.length > 1 ? 56 : 8, outerBoundsMode: 'same' },
    legend: {
      show: shown.length > 1, type: 'scroll', bottom: 0, textStyle: text,
      pageTextStyle: text, pageIconColor: ink, pageIconInactiveColor: line,
    },
    tooltip: { trigger: 'axis', renderMode: 'richText', backgroundColor: surface, borderColor: line, textStyle: text },
    xAxis: { type: 'category', data: names, axisLabel: text, axisLine: { lineStyle: { color: line } } },
    yAxis: { type: 'value', minInterval: kind === 'line' ? undefined : 1, axisLabel: text, splitLine: { lineStyle: { color: line } } },
    series: shown.map(({ name, values }, at) => ({
      name,
      data: values,
      type: kind === 'line' ? 'line' : 'bar',
      stack: kind === 'stacked' ? 'all' : undefined,
      symbol: SYMBOLS[at % SYMBOLS.length],
      symbolSize: 8,
    })),
  };
}

/** Lines are told apart by their marks too, not by colour alone. */
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'pin', 'arrow'];
