import { useState, type FormEvent } from 'react';
import { FromQr } from './FromQr';
import { useSay } from './settings';
import type { BusinessNumber, Content, Person, StartProps } from './types';
import { useLink } from './useLink';
import type { Word } from './words';

const digits = (text: string): string => text.replace(/\D/g, '');

/** An example that works at once: the first number of the business, with a greeting. */
const exampleLink = (number: BusinessNumber | undefined): string =>
  number ? `https://wa.me/${digits(number.displayPhone)}?text=Merhaba%20%F0%9F%91%8B` : '';

const FromLink = (props: StartProps) => {
  const say = useSay();
  const [link, setLink] = useState<string | null>(null);
  const { problem, follow } = useLink(props);
  const value = link ?? exampleLink(props.numbers[0]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    follow(value);
  };
  return (
    <form onSubmit={submit} className="stacked">
      <label>
        {say('link')}
        <input
          value={value}
          data-testid="link-input"
          onChange={(event) => setLink(event.target.value)}
        />
      </label>
      {problem ? (
        <p role="alert" className="problem">
          {problem}
        </p>
      ) : null}
      <button type="submit" data-testid="link-open">
        {say('open')}
      </button>
    </form>
  );
};

type Ad = Record<
  'headline' | 'body' | 'source_id' | 'source_url' | 'media_type' | 'media' | 'ctwa_clid' | 'text',
  string
>;

/** Click ids are long random words. */
const newClick = (): string =>
  `ARx${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(36)))).replace(/[+/=]/g, '')}`;

const FIRST_AD: Ad = {
  headline: 'Karaca Kahve',
  body: '2 + 1 ☕',
  source_id: '120200000000000001',
  source_url: 'https://fb.me/karacakahve',
  media_type: 'image',
  media: 'https://kahve.example/ad.jpg',
  ctwa_clid: '',
  text: '',
};

/** The rider of the first message after a click on an ad; empty fields are left out, as Meta does. */
const referralOf = (ad: Ad): Content => {
  const media =
    ad.media_type === 'image'
      ? { media_type: 'image', image_url: ad.media }
      : { media_type: 'video', video_url: ad.media, thumbnail_url: ad.media };
  const all = {
    source_url: ad.source_url,
    source_id: ad.source_id,
    source_type: 'ad',
    headline: ad.headline,
    body: ad.body,
    ...(ad.media_type && ad.media ? media : {}),
    ctwa_clid: ad.ctwa_clid,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
};

const FIELDS: readonly { key: keyof Ad; word: Word }[] = [
  { key: 'headline', word: 'adHeadline' },
  { key: 'body', word: 'adBody' },
  { key: 'text', word: 'adText' },
  { key: 'source_id', word: 'adId' },
  { key: 'source_url', word: 'adAddress' },
  { key: 'media', word: 'adMediaUrl' },
  { key: 'ctwa_clid', word: 'adClick' },
];

const FromAd = ({ person, numbers, onStart }: StartProps) => {
  const say = useSay();
  const [ad, setAd] = useState<Ad>(() => ({ ...FIRST_AD, ctwa_clid: newClick() }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onStart(person, {
      phoneNumberId: numbers[0]?.id ?? '',
      text: ad.text,
      referral: referralOf(ad),
    });
    setAd((old) => ({ ...old, ctwa_clid: newClick() }));
  };
  return (
    <form onSubmit={submit} className="stacked">
      {FIELDS.map(({ key, word }) => (
        <label key={key}>
          {say(word)}
          <input
            value={ad[key]}
            dir="auto"
            data-testid={`ad-${key}`}
            onChange={(event) => setAd({ ...ad, [key]: event.target.value })}
          />
        </label>
      ))}
      <label>
        {say('adMedia')}
        <select
          value={ad.media_type}
          data-testid="ad-media-type"
          onChange={(event) => setAd({ ...ad, media_type: event.target.value })}
        >
          <option value="image">{say('photo')}</option>
          <option value="video">{say('video')}</option>
          <option value="">{say('noMedia')}</option>
        </select>
      </label>
      <button type="submit" data-testid="ad-click">
        {say('clickAd')}
      </button>
    </form>
  );
};

type Others = Omit<StartProps, 'person'> & { people: readonly Person[] };

/** Ways into a chat that begin outside of it. */
export const StartChat = ({ people, numbers, onStart }: Others) => {
  const say = useSay();
  const [chosen, setChosen] = useState('');
  const [scanning, setScanning] = useState(false);
  const person = people.find((candidate) => candidate.id === chosen) ?? people[0];
  if (!person) return null;
  const props = { person, numbers, onStart };
  return (
    <fieldset>
      <legend>{say('startChat')}</legend>
      {people.length > 1 ? (
        <select
          value={person.id}
          aria-label={say('people')}
          data-testid="start-person"
          onChange={(event) => setChosen(event.target.value)}
        >
          {people.map((candidate) => (
            <option key={candidate.id} value={candidate.id}>
              {candidate.name}
            </option>
          ))}
        </select>
      ) : null}
      <details>
        <summary data-testid="start-link">{say('fromLink')}</summary>
        <FromLink {...props} />
      </details>
      <details onToggle={(event) => setScanning(event.currentTarget.open)}>
        <summary data-testid="start-qr">{say('fromQr')}</summary>
        <FromQr {...props} open={scanning} />
      </details>
      <details>
        <summary data-testid="start-ad">{say('fromAd')}</summary>
        <FromAd {...props} />
      </details>
    </fieldset>
  );
};
