/** Renders shared templates with Nunjucks: reads {messages, wishes: [{template, context}]} and writes the texts, as JSON. */

import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import nunjucks from '@11ty/nunjucks';
import { translator } from '../../static/js/phone/words.js';

const TEMPLATES = fileURLToPath(new URL('../../templates/', import.meta.url));

const { messages, wishes } = JSON.parse(await text(process.stdin));
const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(TEMPLATES), { autoescape: true, throwOnUndefined: true });
environment.addGlobal('_', translator('en', messages));
const texts = wishes.map(({ template, context }) => environment.render(template, context));
process.stdout.write(JSON.stringify(texts));
