import { useEffect, useRef, type FormEvent } from 'react';
import { Button, Field, Flex, NumberInput, Typography } from '@strapi/design-system';
import type {
  ReadyAutomation,
  ReadyField,
  ReadyOffer,
  ReadyScalar,
  ReadySlot,
  ReadyType,
  ReadyValue,
} from '../../../../../server/src/contracts/ready-automations';
import { firstField } from '../../../shared/dialog-focus';
import { Select } from '../../../shared/SelectField';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useT } from '../../../shared/useT';
import { NewTemplate } from '../components/NewTemplate';
import {
  askedFields,
  askedValues,
  formFor,
  madeIn,
  withField,
  wrongIn,
  type Asked,
  type ReadyForm as Form,
} from './model';

/** In a list of choices: nothing of them. */
const NONE = '';

interface PartProps {
  readonly kind: ReadyAutomation;
  readonly type: ReadyType;
  readonly form: Form;
  readonly onChange: (form: Form) => void;
}

/** What a field of the form is called: another thing for each kind. */
const useLabel = (kind: ReadyAutomation) => {
  const known = useKnownWord();
  return (name: string): string => known(`ready-automations.${kind}`, name) ?? name;
};

const FieldSelect = ({ asked, ...props }: PartProps & { asked: Asked<ReadySlot, ReadyField> }) => {
  const t = useT();
  const labelOf = useLabel(props.kind);
  const { name, isNeeded, options } = asked;
  const known = options.map(({ path, label }) => [path, label] as const);
  return (
    <Select
      name={`ready-${name}`}
      label={labelOf(name)}
      value={props.form.fields[name] ?? NONE}
      options={isNeeded ? known : [[NONE, t('ready-automations.none')], ...known]}
      onChange={(path) =>
        props.onChange(withField(props.form, props, { slot: name, path: path || null }))
      }
    />
  );
};

/** A value as people read it. */
const useValueWords = () => {
  const t = useT();
  const known = useKnownWord();
  return (name: string, value: ReadyScalar): string => {
    if (typeof value === 'boolean') return t(value ? 'people.yes' : 'people.no');
    const text = String(value);
    return name === 'way' ? (known('ready-automations.way', text) ?? text) : text;
  };
};

const ValueField = ({
  asked,
  kind,
  form,
  onChange,
}: PartProps & { asked: Asked<ReadyValue, ReadyScalar> }) => {
  const t = useT();
  const labelOf = useLabel(kind);
  const wordsOf = useValueWords();
  const { name, isNeeded, options } = asked;
  const value = form.values[name] ?? null;
  const put = (next: ReadyScalar | null) =>
    onChange({ ...form, values: { ...form.values, [name]: next } });
  const label = labelOf(`value.${name}`);
  if (options.length === 0)
    return (
      <Field.Root name={`ready-${name}`} required={isNeeded}>
        <Field.Label>{label}</Field.Label>
        <NumberInput
          {...(typeof value === 'number' ? { value } : {})}
          onValueChange={(next: number | undefined) => put(next ?? null)}
        />
      </Field.Root>
    );
  const known = options.map((one) => [String(one), wordsOf(name, one)] as const);
  return (
    <Select
      name={`ready-${name}`}
      label={label}
      value={value === null ? NONE : String(value)}
      options={isNeeded && value !== null ? known : [[NONE, t('ready-automations.none')], ...known]}
      onChange={(next) => put(options.find((one) => String(one) === next) ?? null)}
    />
  );
};

/** With what the messages begin, said before anything is made. */
const BeginsWith = ({ made }: { made: ReturnType<typeof madeIn> }) => {
  const t = useT();
  const { templates: names, texts } = made;
  const said = { names: names.join(', '), count: names.length, texts };
  const mixed = texts > 0 ? 'ready-automations.begins.mixed' : 'ready-automations.begins.template';
  return (
    <>
      <Typography variant="pi" textColor="neutral600">
        {names.length > 0 ? t(mixed, said) : t('ready-automations.begins.text')}
      </Typography>
      {texts > 0 ? <NewTemplate /> : null}
    </>
  );
};

interface Props {
  readonly offer: ReadyOffer;
  readonly types: readonly ReadyType[];
  readonly form: Form;
  readonly isBusy: boolean;
  readonly onChange: (form: Form) => void;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
}

/** Asks for the content type and its fields, all of them chosen already as far as their names tell. */
export const ReadyForm = ({ offer, types, form, isBusy, onChange, onSubmit, onCancel }: Props) => {
  const t = useT();
  const place = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (place.current) firstField(place.current)?.focus();
  }, []);
  const { kind } = offer;
  const type = types.find(({ uid }) => uid === form.uid);
  if (!type) return null;
  const props = { kind, type, form, onChange };
  const isWrong = wrongIn(kind, type, form) !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form may stand around this one: it is not sent with it.
    event.stopPropagation();
    if (!isWrong) onSubmit();
  };
  const made = madeIn(offer, form);
  const fitting = offer.fits.flatMap(({ uid }) => types.find((one) => one.uid === uid) ?? []);
  return (
    <form ref={place} onSubmit={submit} noValidate data-testid="ready-automation-form">
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Select
          name="ready-type"
          label={t('ready-automations.type')}
          value={form.uid}
          options={fitting.map(({ uid, label }) => [uid, label] as const)}
          onChange={(uid) => onChange(formFor(offer, uid) ?? form)}
        />
        {askedFields(kind, type).map((asked) => (
          <FieldSelect key={asked.name} {...props} asked={asked} />
        ))}
        {askedValues(kind, type, form).map((asked) => (
          <ValueField key={asked.name} {...props} asked={asked} />
        ))}
        {made.count > 0 ? <BeginsWith made={made} /> : null}
        <Flex gap={2} wrap="wrap">
          <Button
            type="submit"
            disabled={isWrong || made.count === 0}
            loading={isBusy}
            data-testid="ready-create"
          >
            {t('ready-automations.create', { count: made.count })}
          </Button>
          <Button variant="tertiary" onClick={onCancel}>
            {t('shell.dialog.dismiss')}
          </Button>
        </Flex>
      </Flex>
    </form>
  );
};
