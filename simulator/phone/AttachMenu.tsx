import { useState } from 'react';
import { useSay } from './settings';

type Props = {
  onFile: () => void;
  onVoice: () => void;
  onPerform: (deed: string, body: object) => void;
};

const LocationForm = ({ onPerform }: Pick<Props, 'onPerform'>) => {
  const say = useSay();
  const [place, setPlace] = useState({ latitude: '41.0082', longitude: '28.9784', name: 'Galata' });
  const field = (key: keyof typeof place, label: string) => (
    <input
      value={place[key]}
      aria-label={label}
      placeholder={label}
      onChange={(event) => setPlace({ ...place, [key]: event.target.value })}
    />
  );
  return (
    <div className="inline-form">
      {field('latitude', say('latitude'))}
      {field('longitude', say('longitude'))}
      {field('name', say('place'))}
      <button
        type="button"
        className="primary"
        data-testid="send-location"
        onClick={() =>
          onPerform('location', {
            ...place,
            latitude: Number(place.latitude),
            longitude: Number(place.longitude),
          })
        }
      >
        {say('send')}
      </button>
    </div>
  );
};

const ContactForm = ({ onPerform }: Pick<Props, 'onPerform'>) => {
  const say = useSay();
  const [card, setCard] = useState({ name: 'Deniz Ak', phone: '+905321119999' });
  return (
    <div className="inline-form">
      <input
        value={card.name}
        aria-label={say('name')}
        onChange={(event) => setCard({ ...card, name: event.target.value })}
      />
      <input
        value={card.phone}
        aria-label={say('phoneNumber')}
        onChange={(event) => setCard({ ...card, phone: event.target.value })}
      />
      <button
        type="button"
        className="primary"
        data-testid="send-contact"
        onClick={() => onPerform('contact', card)}
      >
        {say('send')}
      </button>
    </div>
  );
};

/** What can be sent beside text. */
export const AttachMenu = ({ onFile, onVoice, onPerform }: Props) => {
  const say = useSay();
  const [form, setForm] = useState<'location' | 'contact' | null>(null);
  return (
    <div className="attach">
      <button type="button" onClick={onFile}>
        ▤ {say('file')}
      </button>
      <button type="button" onClick={onVoice}>
        ♪ {say('voice')}
      </button>
      <button type="button" data-testid="attach-location" onClick={() => setForm('location')}>
        ◎ {say('location')}
      </button>
      <button type="button" data-testid="attach-contact" onClick={() => setForm('contact')}>
        ☻ {say('contact')}
      </button>
      {form === 'location' ? <LocationForm onPerform={onPerform} /> : null}
      {form === 'contact' ? <ContactForm onPerform={onPerform} /> : null}
    </div>
  );
};
