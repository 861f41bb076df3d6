import { CodeField } from './CodeField';
import { useT } from './useT';

const named = (zone: string): [zone: string, words: string] => [zone, zone.replaceAll('_', ' ')];
const zones =
  typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone').map(named) : [];

interface Props {
  readonly name: string;
  readonly label: string;
  /** IANA name; empty = none. */
  readonly value: string;
  readonly onChange: (zone: string) => void;
  /** Without it a zone must be chosen. */
  readonly onClear?: () => void;
  readonly placeholder?: string;
  readonly hint?: string | undefined;
  readonly error?: string | false;
  readonly disabled?: boolean;
}

/** A time zone by its IANA name, found by city or region; one that the browser does not know stays in the list. */
export const TimezoneField = (props: Props) => {
  const t = useT();
  const [, words] = named(props.value);
  return (
    <CodeField {...props} options={zones} valueLabel={words} noneFound={t('shell.zone.none')} />
  );
};
