import type { ReactNode } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import { keyToken } from '../../../../../server/src/contracts/system-keys';
import { useT } from '../../../shared/useT';
import { BotText } from '../components/BotText';
import { KeyPicker } from './KeyPicker';
import {
  asName,
  HTTP_HEADERS_MOST,
  HTTP_METHODS,
  HTTP_SAVES_MOST,
  type EditOf,
} from './model/form';
import { Add, Removable, Select, Words, type Props } from './StepInputs';

type Http = EditOf<'http'>;
const WITH_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);
/** Characters in the value of a header. */
const VALUE_MOST = 1000;

/** The list with one of its entries changed, or without it. */
const changed = <T,>(list: readonly T[], at: number, part: Partial<T>): T[] =>
  list.map((old, i) => (i === at ? { ...old, ...part } : old));
const without = <T,>(list: readonly T[], at: number): T[] => list.filter((_old, i) => i !== at);

/** The value with a key at its end, apart from a word before it such as “Bearer”. */
const withKey = (value: string, key: string): string => {
  const next = `${value}${/[a-z]$/i.test(value) ? ' ' : ''}${keyToken(key)}`;
  return next.length > VALUE_MOST ? value : next;
};

const HeaderFields = ({ step, onChange, errorOf }: Props<'http'>) => {
  const t = useT();
  const { headers } = step;
  const put = (next: Http['headers']) => onChange({ ...step, headers: next });
  return (
    <>
      {headers.map(({ name, value }, i) => {
        const number = i + 1;
        return (
          <Removable
            key={i}
            label={t('flows.http.header-remove', { number })}
            isOnly={false}
            onRemove={() => put(without(headers, i))}
          >
            <Words
              name={`header-${i}`}
              label={t('flows.http.header', { number })}
              value={name}
              most={60}
              error={errorOf(`headers.${i}.name`)}
              onChange={(next) => put(changed(headers, i, { name: next.trim() }))}
            />
            <Words
              name={`header-value-${i}`}
              label={t('flows.http.header-value', { number })}
              value={value}
              most={VALUE_MOST}
              error={errorOf(`headers.${i}.value`)}
              onChange={(next) => put(changed(headers, i, { value: next }))}
            />
            <KeyPicker
              number={number}
              onPick={(key) => put(changed(headers, i, { value: withKey(value, key) }))}
            />
          </Removable>
        );
      })}
      <Add
        word="flows.http.header-add"
        isFull={headers.length >= HTTP_HEADERS_MOST}
        onAdd={() => put([...headers, { name: '', value: '' }])}
      />
    </>
  );
};

const SaveFields = ({ step, onChange, errorOf }: Props<'http'>) => {
  const t = useT();
  const { saves } = step;
  const put = (next: Http['saves']) => onChange({ ...step, saves: next });
  return (
    <>
      {saves.map(({ path, saveAs }, i) => {
        const number = i + 1;
        return (
          <Removable
            key={i}
            label={t('flows.http.save-remove', { number })}
            isOnly={false}
            onRemove={() => put(without(saves, i))}
          >
            <Words
              name={`path-${i}`}
              label={t('flows.http.path', { number })}
              hint={t('flows.http.path-hint')}
              value={path}
              most={200}
              onChange={(next) => put(changed(saves, i, { path: next.trim() }))}
            />
            <Words
              name={`save-as-${i}`}
              label={t('flows.http.save-as', { number })}
              required
              value={saveAs}
              most={40}
              error={errorOf(`saves.${i}.saveAs`) || errorOf('saves')}
              onChange={(next) => put(changed(saves, i, { saveAs: asName(next) }))}
            />
          </Removable>
        );
      })}
      <Add
        word="flows.http.save-add"
        isFull={saves.length >= HTTP_SAVES_MOST}
        onAdd={() => put([...saves, { path: '', saveAs: '' }])}
      />
    </>
  );
};

/** What is sent with the call. */
const Body = ({ step, onChange, errorOf, saved }: Props<'http'>) => {
  const t = useT();
  return (
    <BotText
      name="body"
      label={t('flows.http.body')}
      hint={t('flows.http.body-hint', { example: '{"name": "{{name}}"}' })}
      value={step.body}
      own={saved}
      maxLength={10_000}
      error={errorOf('body')}
      onChange={(body) => onChange({ ...step, body })}
    />
  );
};

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <Flex direction="column" alignItems="stretch" gap={3} tag="section">
    <Typography variant="delta" tag="h3">
      {title}
    </Typography>
    {children}
  </Flex>
);

/** Asks another system and keeps values of its answer. */
export const HttpFields = (props: Props<'http'>) => {
  const t = useT();
  const { step, onChange, errorOf, saved } = props;
  return (
    <>
      <Select
        name="method"
        label={t('flows.http.method')}
        value={step.method}
        options={HTTP_METHODS.map((one) => [one, one] as const)}
        onChange={(method) => onChange({ ...step, method })}
      />
      <BotText
        name="url"
        required
        label={t('flows.field.url')}
        hint={t('flows.field.url-hint')}
        value={step.url}
        own={saved}
        maxLength={2000}
        error={errorOf('url')}
        onChange={(url) => onChange({ ...step, url: url.trim() })}
      />
      {WITH_BODY.has(step.method) ? <Body {...props} /> : null}
      <Section title={t('flows.http.headers')}>
        <Typography textColor="neutral600">{t('flows.http.headers-hint')}</Typography>
        <HeaderFields {...props} />
      </Section>
      <Section title={t('flows.http.saves')}>
        <SaveFields {...props} />
      </Section>
      <Typography textColor="neutral600">{t('flows.http.hint')}</Typography>
    </>
  );
};
