/** A small invented community as the wire sends it. */

const ITEMS = ['W1', 'W2', 'W3', 'W4', 'G1', 'G2', 'O1', 'O2', 'O3', 'O4'];
const GATE_ONLY = ['W1', 'O3'];

export const RECUSED = 'YARD31';

export const SNAPSHOT = {
  protocol: 1,
  cursor: 1,
  server_time: 0,
  community: { slug: 'demo', name: '示例社区', timezone: 'Asia/Shanghai' },
  person: { id: '7', name: '王志远', number: '03' },
  limits: { delivery_entries: 50, delivery_bytes: 1048576, photo_bytes: 8388608, photos_per_check: 3, chunk_bytes: 32768 },
  rule_book: {
    version: 1,
    groups: [
      { code: 'W', label: { zh: '包卫生', en: 'Hygiene' } },
      { code: 'G', label: { zh: '包绿化', en: 'Greenery' } },
      { code: 'O', label: { zh: '包秩序', en: 'Order' } },
    ],
    items: ITEMS.map((code) => ({
      code,
      group: code[0],
      short: { zh: `第${code}项`, en: `Item ${code}` },
      sentence: { zh: `第${code}项合格`, en: `Item ${code} is well` },
      fault: { zh: `第${code}项不合格`, en: `Item ${code} is faulty` },
      from_lane: !GATE_ONLY.includes(code),
      in_season: true,
      phrases: [{ zh: '门口有垃圾', en: 'Litter at the gate' }],
    })),
    obstacles: [
      { code: 'locked', judged: 'lane', label: { zh: '锁门', en: 'Locked' } },
      { code: 'rain', judged: 'weather', label: { zh: '下雨', en: 'Rain' } },
    ],
    deeds: [
      { code: 'volunteering', label: { zh: '志愿服务', en: 'Volunteering' }, least: 1, most: 1 },
      { code: 'activity', label: { zh: '社区活动', en: 'Community activity' }, least: 1, most: 3 },
    ],
  },
  grids: [{ code: '1', name: '第一网格' }],
  courtyards: ['27', '29', '31', '33'].map((number, place) => ({
    code: `YARD${number}`, number, lane: '石阶巷', grid: '1', surname: '何', position: place + 1,
    latitude: 36204512, longitude: 117096731, last: null, done: null,
  })),
  recused: [RECUSED],
  companions: [
    { id: '12', name: '沈慧', number: '05', recused: ['YARD29'] },
    { id: '15', name: '赵永福', number: '06', recused: [] },
  ],
  findings: [],
  own_checks: [],
  own_deeds: [],
  removed: [],
};
