// @ts-check
/** Draws the tables of a page: `data-chart` names the table, `data-kind` how. Without this the tables stand alone. */

import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { optionOf, readTable } from './options.js';

use([AriaComponent, BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

/** The page's colours and letters, whatever its theme. */
function look() {
  const style = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const colours = ['--act', '--fault', '--good', '--wait', '--edge', '--plate'].map(colour);
  return { colours, ink: colour('--ink-2'), line: colour('--line'), surface: colour('--surface'), font: getComputedStyle(document.body).fontFamily };
}

/** @param {HTMLElement} place */
function draw(place) {
  const table = document.getElementById(place.dataset.chart || '');
  if (!(table instanceof HTMLTableElement)) return;
  place.hidden = false;
  const chart = init(place, null, { renderer: 'canvas' });
  const paint = () => chart.setOption(optionOf(readTable(table, Number(place.dataset.drawn)), place.dataset.kind || 'bar', look()));
  paint();
  // A phone that turns dark in the evening turns the page, not what is drawn already.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
  new ResizeObserver(() => chart.resize()).observe(place);
  const details = place.parentElement && place.parentElement.querySelector('details');
  if (details) details.open = false;
}

for (const place of document.querySelectorAll('[data-chart]')) if (place instanceof HTMLElement) draw(place);
