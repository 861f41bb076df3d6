import { forwardRef } from 'react';
import { Field, Flex, Link, TextInput, Typography } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { Link as RouterLink, useMatch } from 'react-router-dom';
import type { PhoneFacts } from '../../../server/src/contracts/records';
import { useWhatsappMappedTypesQuery } from '../api/record-people';
import { useWhatsappPhoneFactsQuery } from '../api/records';
import { PLUGIN_ID } from '../pluginId';
import { useCan } from '../shared/permissions';
import { countryName } from '../shared/countries';
import { StatusWord } from '../shared/StatusWord';
import { useDebounced } from '../shared/useDebounced';
import { useT } from '../shared/useT';
import { checkPhone } from './check-phone';
import { useShownName } from '../shared/people/usePersonName';

interface Props {
  readonly name: string;
  readonly label?: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly labelAction?: React.ReactNode;
  readonly attribute?: { options?: { country?: string } };
}

const PROBLEMS = [
  'not-a-number',
  'not-valid',
  'country-missing',
  'extension',
  'too-long',
  'user-id',
] as const;

/** Why the text is no number, or what may have been meant by its digits; undefined: it is one, or nobody knows yet. */
const useUnread = (facts: PhoneFacts | undefined): string | undefined => {
  const t = useT();
  const { formatList, locale } = useIntl();
  if (!facts || facts.e164 !== null) return undefined;
  const { problem, meant, country } = facts;
  const known = PROBLEMS.find((one) => one === problem) ?? 'not-valid';
  if (meant.length > 0)
    return t('records.phone.meant', { numbers: formatList(meant, { type: 'disjunction' }) });
  return known === 'not-valid' && country !== null
    ? t('records.phone.not-here', { country: countryName(country, locale) })
    : t(`records.phone.${known}`);
};

const Whose = ({ facts }: { facts: PhoneFacts }) => {
  const t = useT();
  const shownName = useShownName();
  const { contact, e164 } = facts;
  if (e164 === null) return null;
  if (!contact) {
    return (
      <Typography variant="pi" textColor="neutral600">
        {t('records.phone.unknown', { e164 })}
      </Typography>
    );
  }
  return (
    <Flex gap={2} wrap="wrap">
      <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/contacts?contact=${contact.id}`} dir="auto">
        {shownName(contact.name)}
      </Link>
      <StatusWord of="marketing" state={contact.marketing} />
      {contact.blocked ? (
        <Typography variant="pi" textColor="danger600">
          {t('records.phone.blocked')}
        </Typography>
      ) : null}
    </Flex>
  );
};

const Facts = ({ facts }: { facts: PhoneFacts }) => {
  const t = useT();
  const { locale } = useIntl();
  const { e164, country, remarks } = facts;
  const read = { phone: e164 ?? '', country: countryName(country, locale) };
  return (
    <>
      <Whose facts={facts} />
      {remarks.map((remark) => (
        <Typography key={remark} variant="pi" textColor="warning700" tag="p">
          {t(`records.phone.remark.${remark}`, read)}
        </Typography>
      ))}
    </>
  );
};

/** The way to write to people of these entries, for who may open it: without a link their entries have no WhatsApp panel. */
const LinkType = () => {
  const t = useT();
  const { can } = useCan();
  const uid = useMatch('/content-manager/collection-types/:uid/*')?.params.uid;
  const skip = uid === undefined || !can.settingsConfigure || !can.chatRead;
  const { data } = useWhatsappMappedTypesQuery(undefined, { skip });
  if (skip || !data || data.types.some((type) => type.uid === uid)) return null;
  return (
    <Link tag={RouterLink} to="/settings/whatsapp/linked-types">
      {t('records.phone.link-type')}
    </Link>
  );
};

/** What the server reads, and whether it is a contact and opted in, while it is typed; nothing for who may not see contacts. */
const useFacts = (value: string, country: string | undefined): PhoneFacts | undefined => {
  const { can } = useCan();
  const settled = useDebounced(value.trim(), 400);
  const skip = !can.contactBrowse || settled === '' || checkPhone(settled) !== null;
  const ask = { value: settled, ...(country ? { country } : {}) };
  const query = useWhatsappPhoneFactsQuery(ask, { skip });
  return skip ? undefined : query.currentData;
};

/** The custom field "WhatsApp number": typed anyhow, read by the server, kept as E.164. */
const PhoneInput = forwardRef<HTMLInputElement, Props>(
  ({ name, label, hint, required, disabled, placeholder, labelAction, attribute }, ref) => {
    const t = useT();
    const { locale } = useIntl();
    const field = useField<string | null>(name);
    const value = field.value ?? '';
    const country = attribute?.options?.country?.trim().toUpperCase() || undefined;
    const settled = useDebounced(value.trim(), 600);
    const problem = checkPhone(settled);
    const facts = useFacts(value, country);
    // A refusal of Strapi is of the text that was sent: what is said of the text as it stands comes before it.
    const unread = useUnread(facts);
    const error = unread ?? field.error ?? (problem ? t(`records.phone.${problem}`) : undefined);
    return (
      <Field.Root
        name={name}
        id={name}
        {...(error ? { error } : {})}
        hint={hint}
        required={required ?? false}
      >
        <Field.Label action={labelAction}>{label ?? name}</Field.Label>
        <TextInput
          ref={ref}
          type="tel"
          inputMode="tel"
          autoComplete="off"
          lang={locale}
          value={value}
          disabled={disabled ?? false}
          placeholder={placeholder ?? '+90 532 123 45 67'}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
            field.onChange(name, event.target.value === '' ? null : event.target.value)
          }
        />
        <div role="status" data-testid="phone-facts">
          {facts ? <Facts facts={facts} /> : null}
          <Field.Error />
        </div>
        {facts?.e164 ? <LinkType /> : null}
        <Field.Hint />
      </Field.Root>
    );
  }
);
PhoneInput.displayName = 'WhatsappPhoneInput';

export default PhoneInput;
