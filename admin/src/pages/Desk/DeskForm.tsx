import {
  Box,
  Button,
  Checkbox,
  Field,
  Flex,
  Link,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import type { DeskForm as Form, OptInLanguage } from '../../../../server/src/contracts/opt-in';
import { useWhatsappOptInQrQuery } from '../../api/opt-in';
import { Notice } from '../../shared/Notice';
import type { Words } from './model';
import type { Desk } from './useDesk';

type Props = {
  form: Form;
  language: OptInLanguage;
  words: Words;
  countries: readonly (readonly [code: string, name: string, dial: string])[];
  desk: Desk;
};

/** The same form for the customer's own phone; without a link there is none. */
const OwnPhone = ({ form, language, words }: Pick<Props, 'form' | 'language' | 'words'>) => {
  const { data } = useWhatsappOptInQrQuery({
    at: `/whatsapp/opt-in-desk/${form.id}/qr`,
    language,
  });
  if (!data) return null;
  return (
    <Flex
      direction="column"
      alignItems="center"
      gap={3}
      background="neutral0"
      padding={6}
      hasRadius
      shadow="tableShadow"
    >
      <Typography variant="beta" tag="h2" textAlign="center">
        {words.own}
      </Typography>
      <img
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(data.svg)}`}
        alt={words.ownHint}
        style={{ width: '22rem', maxWidth: '100%' }}
        data-testid="desk-qr"
      />
      <Typography variant="omega" textAlign="center" textColor="neutral600">
        {words.ownHint}
      </Typography>
    </Flex>
  );
};

const Number = ({ words, countries, desk }: Pick<Props, 'words' | 'countries' | 'desk'>) => {
  const { input, change, problems, hint } = desk;
  return (
    <Flex gap={4} wrap="wrap" alignItems="flex-start">
      <Box flex="1 1 20rem" minWidth={0}>
        <Field.Root name="country">
          <Field.Label>{words.country}</Field.Label>
          <SingleSelect
            value={input.country}
            onChange={(value: string | number) => change({ country: String(value) })}
          >
            {countries.map(([code, name, dial]) => (
              <SingleSelectOption key={code} value={code}>
                {`${name} +${dial}`}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Box>
      <Box flex="2 1 24rem" minWidth={0}>
        <Field.Root
          name="number"
          required
          error={problems.includes('number') ? (hint ?? words.wrong.number) : false}
        >
          <Field.Label>{words.number}</Field.Label>
          <TextInput
            type="tel"
            inputMode="tel"
            autoComplete="off"
            value={input.number}
            maxLength={60}
            onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
              change({ number: e.target.value })
            }
            data-testid="desk-number"
          />
          <Field.Error />
        </Field.Root>
      </Box>
    </Flex>
  );
};

/** The sentence that is agreed to, as it stands in this version, with an empty box before it. */
const Agreement = ({ form, language, words, desk }: Omit<Props, 'countries'>) => {
  const texts = form.texts[language];
  const { input, change, problems } = desk;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Checkbox
        checked={input.agree}
        onCheckedChange={(checked: boolean | 'indeterminate') =>
          change({ agree: checked === true })
        }
        data-testid="desk-agree"
      >
        <Typography variant="beta" tag="span" fontWeight="regular">
          {texts?.agree}
        </Typography>
      </Checkbox>
      {problems.includes('agree') ? (
        <Typography textColor="danger600" role="alert">
          {words.wrong.agree}
        </Typography>
      ) : null}
      <Typography textColor="neutral600">{words.leave}</Typography>
      {texts?.notice ? (
        <details>
          <Typography tag="summary">{words.notice}</Typography>
          <Typography tag="p" style={{ whiteSpace: 'pre-line' }}>
            {texts.notice}
          </Typography>
          {texts.noticeUrl ? (
            <Link href={texts.noticeUrl} isExternal>
              {words.more}
            </Link>
          ) : null}
        </details>
      ) : null}
    </Flex>
  );
};

/** What a customer fills in at the counter, in large type. */
export const DeskForm = (props: Props) => {
  const { form, language, words, desk } = props;
  const { input, change, failure, isLoading, press } = desk;
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void press();
        }}
      >
        <Flex
          direction="column"
          alignItems="stretch"
          gap={6}
          background="neutral0"
          padding={6}
          hasRadius
          shadow="tableShadow"
        >
          <Number {...props} />
          <Field.Root name="name">
            <Field.Label>{words.name}</Field.Label>
            <TextInput
              autoComplete="off"
              value={input.name}
              maxLength={120}
              onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
                change({ name: e.target.value })
              }
              data-testid="desk-name"
            />
          </Field.Root>
          <Agreement {...{ form, language, words, desk }} />
          {failure ? (
            <div role="alert">
              <Notice variant="danger" title={words[failure]} />
            </div>
          ) : null}
          <Button
            type="submit"
            loading={isLoading}
            fullWidth
            style={{ minHeight: '6rem' }}
            data-testid="desk-press"
          >
            <Typography variant="beta" tag="span" textColor="buttonNeutral0">
              {isLoading ? words.sending : words.press}
            </Typography>
          </Button>
        </Flex>
      </form>
      <OwnPhone {...{ form, language, words }} />
    </Flex>
  );
};
