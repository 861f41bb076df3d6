import { useState, type FormEvent } from 'react';
import { MapDrawing } from './Place';
import { useScene } from './scene';
import { useSay } from './settings';
import type { Word } from './words';

type FieldProps = {
  word: Word;
  value: string;
  testId: string;
  onChange: (value: string) => void;
  first?: boolean;
};

const Field = ({ word, value, testId, onChange, first }: FieldProps) => {
  const say = useSay();
  return (
    <label>
      {say(word)}
      <input
        value={value}
        dir="auto"
        data-testid={testId}
        {...(first ? { 'data-autofocus': true } : {})}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
};

/** Sends as the person and closes the sheet once it was taken. */
const useSend = () => {
  const scene = useScene();
  return (action: string, body: object): void =>
    void scene.send(action, body).then((done) => {
      if (done) scene.close();
    });
};

export const LocationForm = ({ quoted }: { quoted?: string }) => {
  const say = useSay();
  const send = useSend();
  const [place, setPlace] = useState({
    latitude: '41.0256',
    longitude: '28.9744',
    name: 'Galata',
    address: 'Bereketzade, Beyoğlu',
  });
  const field = (key: keyof typeof place, word: Word, first = false) => (
    <Field
      word={word}
      value={place[key]}
      testId={`place-${key}`}
      first={first}
      onChange={(value) => setPlace({ ...place, [key]: value })}
    />
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send('location', {
      ...place,
      latitude: Number(place.latitude.replace(',', '.')),
      longitude: Number(place.longitude.replace(',', '.')),
      ...(quoted ? { quoted } : {}),
    });
  };
  return (
    <form className="sheet-form" onSubmit={submit}>
      <MapDrawing seed={`${place.latitude},${place.longitude}`} />
      {field('name', 'place', true)}
      {field('address', 'address')}
      <div className="two">
        {field('latitude', 'latitude')}
        {field('longitude', 'longitude')}
      </div>
      <button type="submit" className="primary" data-testid="send-location">
        {say('sendLocation')}
      </button>
    </form>
  );
};

export const ContactForm = () => {
  const say = useSay();
  const send = useSend();
  const [card, setCard] = useState({ name: 'Deniz Ak', phone: '+905321119999' });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send('contact', card);
  };
  return (
    <form className="sheet-form" onSubmit={submit}>
      <Field
        word="name"
        value={card.name}
        testId="card-name"
        first
        onChange={(name) => setCard({ ...card, name })}
      />
      <Field
        word="phoneNumber"
        value={card.phone}
        testId="card-phone"
        onChange={(phone) => setCard({ ...card, phone })}
      />
      <button type="submit" className="primary" data-testid="send-contact">
        {say('send')}
      </button>
    </form>
  );
};
