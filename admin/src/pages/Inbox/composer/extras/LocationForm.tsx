import { useState } from 'react';
import { Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { CHAT_LIMITS } from '../../../../../../server/src/contracts/chat-content';
import { useT } from '../../../../shared/useT';
import { Limited } from './Limited';
import { isShortMapLink, readMapLink } from './map-link';
import type { ExtraOf } from './model';

type Body = ExtraOf['location'];
interface Props {
  readonly body: Body;
  readonly onChange: (body: Body) => void;
}

const shown = (degrees: number): string => (Number.isFinite(degrees) ? String(degrees) : '');
const typed = (text: string): number =>
  text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));

/** A place by a pasted link of a map, or by its degrees. */
export const LocationForm = ({ body, onChange }: Props) => {
  const t = useT();
  const [link, setLink] = useState('');
  const [degrees, setDegrees] = useState({
    latitude: shown(body.latitude),
    longitude: shown(body.longitude),
  });
  const paste = (text: string) => {
    setLink(text);
    const point = readMapLink(text);
    if (!point) return;
    setDegrees({ latitude: String(point.latitude), longitude: String(point.longitude) });
    onChange({ ...body, ...point });
  };
  const set = (field: 'latitude' | 'longitude', text: string) => {
    setDegrees({ ...degrees, [field]: text });
    onChange({ ...body, [field]: typed(text) });
  };
  const unread = link.trim() !== '' && readMapLink(link) === null;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root
        name="location-link"
        hint={t('composer.extra.location.link-hint')}
        error={
          unread
            ? t(
                isShortMapLink(link)
                  ? 'composer.extra.location.short-link'
                  : 'composer.extra.location.no-place'
              )
            : false
        }
      >
        <Field.Label>{t('composer.extra.location.link')}</Field.Label>
        <TextInput value={link} onChange={(event) => paste(event.target.value)} />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
      <Flex gap={4} alignItems="start" wrap="wrap">
        {(['latitude', 'longitude'] as const).map((field) => (
          <Field.Root key={field} name={`location-${field}`} required>
            <Field.Label>{t(`composer.extra.location.${field}`)}</Field.Label>
            <TextInput
              inputMode="decimal"
              value={degrees[field]}
              onChange={(event) => set(field, event.target.value)}
            />
          </Field.Root>
        ))}
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {t('composer.extra.location.degrees')}
      </Typography>
      {(['name', 'address'] as const).map((field) => (
        <Limited
          key={field}
          name={`location-${field}`}
          label={t(`composer.extra.location.${field}`)}
          value={body[field] ?? ''}
          max={CHAT_LIMITS.place}
          onChange={(value) => onChange({ ...body, [field]: value })}
        />
      ))}
    </Flex>
  );
};
