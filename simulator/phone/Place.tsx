import { hashOf, textOf } from './content';
import { Icon } from './icons';
import { useSay } from './settings';
import type { Content } from './types';

/** A made-up town: streets, a park and water that differ from place to place. No map is fetched. */
export const MapDrawing = ({ seed }: { seed: string }) => {
  const hash = hashOf(seed);
  const pick = (shift: number, span: number): number => ((hash >>> shift) & 255) % span;
  const tilt = pick(0, 40) - 20;
  const water = 60 + pick(8, 60);
  return (
    <svg className="map" viewBox="0 0 240 110" preserveAspectRatio="xMidYMid slice" aria-hidden>
      <rect className="map-land" width="240" height="110" />
      <path
        className="map-water"
        d={`M0 ${water}C60 ${water - 30} 90 ${water + 34} 150 ${water + 6}S220 ${water + 30} 240 ${water}V110H0z`}
      />
      <rect
        className="map-park"
        x={20 + pick(4, 140)}
        y={8 + pick(12, 30)}
        width="52"
        height="30"
        rx="5"
      />
      <g transform={`rotate(${tilt} 120 55)`}>
        {[0, 1, 2, 3, 4, 5].map((line) => (
          <path key={line} className="map-street" d={`M${line * 56 - 40 + pick(16, 30)} -60V170`} />
        ))}
        {[0, 1, 2, 3].map((line) => (
          <path key={line} className="map-street" d={`M-60 ${line * 34 + pick(20, 18)}H300`} />
        ))}
        <path className="map-road" d={`M-60 ${40 + pick(2, 30)}H300`} />
      </g>
      <path className="map-pin" d="M120 62c-9-11-14-17-14-24a14 14 0 0 1 28 0c0 7-5 13-14 24z" />
      <circle className="map-eye" cx="120" cy="38" r="5" />
    </svg>
  );
};

export const Place = ({ node }: { node: Content }) => {
  const say = useSay();
  const latitude = textOf(node['latitude']);
  const longitude = textOf(node['longitude']);
  const name = textOf(node['name']);
  const address = textOf(node['address']);
  const href = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return (
    <a className="place" href={href} target="_blank" rel="noreferrer noopener" title={say('map')}>
      <MapDrawing seed={`${latitude},${longitude}`} />
      <span className="place-words">
        <strong dir="auto">{name || say('location')}</strong>
        {name && address ? <span dir="auto">{address}</span> : null}
        <span className="sub">
          <Icon name="pin" /> {latitude}, {longitude}
        </span>
      </span>
    </a>
  );
};
