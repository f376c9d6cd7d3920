/** Finding a courtyard on the phone: where it is known to be, what a plate says, and the way on and back. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makePosition } from '../../../static/js/phone/page/position.js';
import { makePhone, openedForm } from './phone.mjs';
import { RECUSED, SNAPSHOT } from './snapshot.mjs';

const FIX = { latitude: 36204512, longitude: 117096731, accuracy: 8, at: 0 };

test('nearby without a fix blocks nothing and says what to do', async () => {
  const answer = await (await makePhone()).get('/inspect/nearby/');
  const page = await answer.text();
  assert.equal(answer.status, 200);
  assert.match(page, /没有定位，照巷子走/);
  assert.match(page, /data-act="locate"/);
});

test('nearby tells the metres once there is a fix', async () => {
  const page = await (await (await makePhone({ position: () => FIX })).get('/inspect/nearby/')).text();
  assert.match(page, /定位准到8米左右/);
  assert.equal(page.match(/class="near"/g).length, SNAPSHOT.courtyards.length);
});

test('a snapshot without coordinates lists its courtyards below the map', async () => {
  const phone = await makePhone();
  const bare = SNAPSHOT.courtyards.map((courtyard) => ({ ...courtyard, latitude: null, longitude: null }));
  await phone.signIn('7', '王志远', { ...SNAPSHOT, courtyards: bare });
  const page = await (await phone.get('/inspect/map/')).text();
  assert.match(page, /没画在图上的4户/);
  assert.equal(phone.reports.length, 0);
});

test('a lane shows a plate for each courtyard, and the recused one is no link', async () => {
  const page = await (await (await makePhone()).get(`/inspect/map/?lane=${encodeURIComponent('石阶巷')}`)).text();
  assert.equal(page.match(/<a class="door/g).length, 3);
  assert.equal(page.match(/<g class="door off"/g).length, 1);
});

test('a plate opens its courtyard, whatever host it was printed for', async () => {
  const phone = await makePhone();
  for (const said of ['https://old.example/d/YARD29/', 'yard29']) {
    const answer = await phone.get(`/inspect/scan/?plate=${encodeURIComponent(said)}`);
    assert.deepEqual([answer.status, answer.headers.get('Location')], [303, '/inspect/courtyards/YARD29/']);
  }
});

test('a recused, an unknown and a foreign code are answered with words', async () => {
  const phone = await makePhone();
  for (const [said, words] of [[`/d/${RECUSED}/`, '31号要回避'], ['/d/NOBODY99/', '名单里没有这块门牌'], ['weixin://x', '这不是三包的门牌']]) {
    const answer = await phone.get(`/inspect/scan/?plate=${encodeURIComponent(said)}`);
    assert.equal(answer.status, 200);
    assert.ok((await answer.text()).includes(words), said);
  }
});

test('the next courtyard is the one last opened while it is still to do', async () => {
  const phone = await makePhone();
  await phone.get('/inspect/courtyards/YARD33/');
  assert.match(await (await phone.get('/inspect/')).text(), /检查33号/);
  await phone.post('/inspect/courtyards/YARD33/', await openedForm(phone, 'YARD33'));
  assert.match(await (await phone.get('/inspect/')).text(), /检查27号/);
});

test('back from a check leads to the list as it was last asked for', async () => {
  const phone = await makePhone();
  const back = async (headers) => /href="([^"]*)" aria-label="回名单"/.exec(await (await phone.get('/inspect/courtyards/YARD27/', headers)).text())[1];
  assert.equal(await back({ 'HX-Current-URL': 'http://phone.test/inspect/?show=todo' }), '/inspect/?show=todo');
  await phone.get('/inspect/?q=29&saved=x');
  assert.equal(await back({}), '/inspect/?q=29');
  await phone.get('/inspect/');
  assert.equal(await back({}), '/inspect/');
});

test('a refused position is told, and asked for again at the next tap', () => {
  let refuse = () => {};
  let asked = 0;
  const geolocation = { watchPosition: (_take, fail) => { asked += 1; refuse = () => fail({ code: 1 }); } };
  let told = 0;
  const position = makePosition(/** @type {any} */ (geolocation), () => 0, () => { told += 1; });
  assert.equal(position.state(), '');
  position.follow();
  assert.equal(position.state(), 'asked');
  refuse();
  assert.deepEqual([position.state(), position.latest(), told], ['denied', null, 2]);
  position.follow();
  assert.equal(asked, 2);
});
