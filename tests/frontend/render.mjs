/** Renders shared templates as the phone does: reads {messages, wishes: [{template, context}]} and writes the texts, as JSON. */

import { Buffer } from 'node:buffer';
import { text } from 'node:stream/consumers';
import { templatesModule } from '../../static/js/build/templates.mjs';
import { makeRender } from '../../static/js/phone/render.js';

const { messages, wishes } = JSON.parse(await text(process.stdin));
const { default: templates } = await import(`data:text/javascript;base64,${Buffer.from(await templatesModule()).toString('base64')}`);
const render = makeRender({ templates, messages }, { strict: true });
process.stdout.write(JSON.stringify(wishes.map(({ template, context }) => render(template, context, 'en'))));
