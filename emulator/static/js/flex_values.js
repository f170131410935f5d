/** Flex Message keywords in pixels, and the few kinds of value the format allows. */

const SPACE = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const TEXT = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, '3xl': 35, '4xl': 48, '5xl': 74 };
const IMAGE = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, '3xl': 180, '4xl': 200, '5xl': 220 };
const BORDER = { none: 0, light: 0.5, normal: 1, medium: 2, 'semi-bold': 3, bold: 4 };

export const BUBBLE_WIDTH = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };

function length(value, keywords) {
  if (value === undefined || value === null) return '';
  if (value in keywords) return `${keywords[value]}px`;
  return /^\d+(\.\d+)?(px|%)$/.test(value) ? value : '';
}

export const space = (value) => length(value, SPACE);
export const border = (value) => length(value, BORDER);
export const textSize = (value) => length(value ?? 'md', TEXT) || '16px';
export const size = (value) => length(value, {});

export function imageSize(value) {
  return value === 'full' ? '100%' : length(value ?? 'md', IMAGE) || '100px';
}

/** Hex colours only, as LINE: anything else is left out. */
export const colour = (value) => (/^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(value ?? '') ? value : '');

/** `20:13` as CSS writes it. */
export function ratio(value) {
  const match = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(value ?? '');
  return match ? `${match[1]} / ${match[2]}` : '1 / 1';
}

/** Only addresses a picture may come from. */
export const pictureUrl = (url) => (/^https?:\/\//.test(url ?? '') ? url : '');

export function gradient(background) {
  if (background?.type !== 'linearGradient') return '';
  const stops = [background.startColor, background.centerColor && `${colour(background.centerColor)} ${background.centerPosition ?? '50%'}`, background.endColor];
  return `linear-gradient(${background.angle ?? '0deg'}, ${stops.filter(Boolean).join(', ')})`;
}
