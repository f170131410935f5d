/** Small line drawings of our own, on a 24 x 24 grid. */

const SVG = 'http://www.w3.org/2000/svg';

const PATHS = {
  send: 'M4 12 20 4l-4 16-4-6z M12 14 20 4',
  plus: 'M12 5v14 M5 12h14',
  close: 'M6 6l12 12 M18 6 6 18',
  more: 'M5 12h.01 M12 12h.01 M19 12h.01',
  menu: 'M4 7h16 M4 12h16 M4 17h16',
  down: 'M6 9l6 6 6-6',
  up: 'M6 15l6-6 6 6',
  left: 'M15 5l-7 7 7 7',
  right: 'M9 5l7 7-7 7',
  qr: 'M4 4h6v6H4z M14 4h6v6h-6z M4 14h6v6H4z M14 14h2v2h-2z M18 14h2 M14 18v2 M18 18h2v2h-2z',
  camera: 'M4 8h3l2-3h6l2 3h3v11H4z M12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
  photo: 'M4 5h16v14H4z M4 16l5-5 4 4 2-2 5 5 M15.5 10a1 1 0 1 0 0-2 1 1 0 0 0 0 2z',
  pin: 'M12 21c4-5 6-8 6-11a6 6 0 1 0-12 0c0 3 2 6 6 11z M12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  mic: 'M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4z M6 11a6 6 0 0 0 12 0 M12 17v3',
  video: 'M4 7h11v10H4z M15 11l5-3v8l-5-3z',
  file: 'M6 3h8l4 4v14H6z M14 3v4h4 M9 12h6 M9 16h6',
  smile: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z M9 10h.01 M15 10h.01 M8.5 14a4 4 0 0 0 7 0',
  clock: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z M12 8v4l3 2',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M5 20a7 7 0 0 1 14 0',
  phone: 'M8 3h8v18H8z M11 18h2',
  pc: 'M4 5h16v11H4z M9 20h6 M12 16v4',
  bolt: 'M13 3 5 14h6l-1 7 8-11h-6z',
  mail: 'M4 6h16v12H4z M4 7l8 6 8-6',
  list: 'M8 6h12 M8 12h12 M8 18h12 M4 6h.01 M4 12h.01 M4 18h.01',
  copy: 'M9 9h11v11H9z M15 9V4H4v11h5',
  play: 'M8 5l11 7-11 7z',
  block: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z M6.5 6.5l11 11',
  check: 'M5 12l5 5 9-10',
  silent: 'M7 10a5 5 0 0 1 10 0v4l2 3H5l2-3z M10 20h4 M4 4l16 16',
  keyboard: 'M3 7h18v10H3z M7 11h.01 M11 11h.01 M15 11h.01 M8 14h8',
  calendar: 'M4 6h16v14H4z M4 10h16 M8 3v4 M16 3v4',
  share: 'M12 15V4 M8 8l4-4 4 4 M5 13v7h14v-7',
  wave: 'M4 12h2 M8 8v8 M11 5v14 M14 9v6 M17 7v10 M20 11v2',
};

/** @param {keyof PATHS} name */
export function icon(name, size = 22) {
  const svg = svgNode('svg', { viewBox: '0 0 24 24', width: size, height: size, 'aria-hidden': 'true', class: `icon icon-${name}` });
  svg.append(svgNode('path', { d: PATHS[name] }));
  return svg;
}

export function svgNode(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  return node;
}
