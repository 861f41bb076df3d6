export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const NUMBER = String.raw`(-?\d{1,3}(?:\.\d+)?)`;
const PAIR = `${NUMBER}\\s*,\\s*${NUMBER}`;
/** Most exact first: a map's own marker, then what was searched, then the middle of the window. */
const SHAPES = [
  new RegExp(`!3d${NUMBER}!4d${NUMBER}`),
  new RegExp(`[?&]mlat=${NUMBER}&mlon=${NUMBER}`),
  new RegExp(`[?&](?:q|query|ll|sll|destination|daddr|coordinate|center)=(?:loc:)?${PAIR}`),
  new RegExp(`/(?:place|search|dir)/${PAIR}`),
  new RegExp(`@${PAIR}`),
  new RegExp(`#map=\\d+(?:\\.\\d+)?/${NUMBER}/${NUMBER}`),
  new RegExp(`^geo:${PAIR}`),
  new RegExp(`^${PAIR}$`),
];

/** A link that only the map's own server can follow: it says nothing about the place. */
export const isShortMapLink = (text: string): boolean =>
  /^https?:\/\/(maps\.app\.goo\.gl|goo\.gl\/maps|g\.co\/|maps\.apple\/|osm\.org\/go)/i.test(
    text.trim()
  );

/** The place that a pasted link of a map, `geo:` address or pair of numbers names; null when it names none. */
export const readMapLink = (pasted: string): Point | null => {
  const text = pasted.trim().replace(/%2C/gi, ',').replace(/\+/g, '');
  for (const shape of SHAPES) {
    const [, latitude, longitude] = shape.exec(text) ?? [];
    if (latitude === undefined || longitude === undefined) continue;
    const point = { latitude: Number(latitude), longitude: Number(longitude) };
    if (Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180) return point;
  }
  return null;
};
