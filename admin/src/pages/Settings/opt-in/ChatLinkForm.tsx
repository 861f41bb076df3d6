import { useState, type ChangeEvent } from 'react';
import {
  Button,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  TextInput,
} from '@strapi/design-system';
import {
  CHAT_PURPOSES,
  CHAT_TEXTS,
  type ChatLinkBody,
  type ChatLinkView,
  type ChatPurpose,
} from '../../../../../server/src/contracts/chat-links';
import type { OptInNumber } from '../../../../../server/src/contracts/opt-in';
import {
  useWhatsappCreateChatLinkMutation,
  useWhatsappUpdateChatLinkMutation,
} from '../../../api/chat-links';
import { Drawer, DrawerFoot } from '../../../shared/Drawer';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

const LANGUAGES = ['en', 'tr'] as const;
type Values = Omit<ChatLinkBody, 'tags'> & { tags: string };

const valuesOf = (link: ChatLinkView | null, numbers: readonly OptInNumber[]): Values =>
  link
    ? { ...link, tags: link.tags.join(', ') }
    : {
        name: '',
        purpose: 'order-tracking',
        accountId: numbers[0]?.id ?? 0,
        texts: CHAT_TEXTS['order-tracking'],
        tags: '',
      };

/** Other words stay; those that we proposed follow the purpose. */
const withPurpose = (values: Values, purpose: ChatPurpose): Values => {
  const before = CHAT_TEXTS[values.purpose];
  const isOurs = LANGUAGES.every((language) => values.texts[language] === before[language]);
  return { ...values, purpose, texts: isOurs ? CHAT_TEXTS[purpose] : values.texts };
};

const bodyOf = ({ name, purpose, accountId, texts, tags }: Values): ChatLinkBody => ({
  name,
  purpose,
  accountId,
  texts,
  tags: tags
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean),
});

interface PartProps {
  readonly values: Values;
  readonly put: (part: Partial<Values>) => void;
  /** What is still to be written, when saving was tried. */
  readonly wrong: (text: string) => string | false;
}

const Basics = ({
  values,
  put,
  wrong,
  numbers,
  onPurpose,
}: PartProps & {
  numbers: readonly OptInNumber[];
  onPurpose: (purpose: ChatPurpose) => void;
}) => {
  const t = useT();
  return (
    <>
      <Field.Root name="name" required error={wrong(values.name)}>
        <Field.Label>{t('chatLinks.name')}</Field.Label>
        <TextInput
          value={values.name}
          maxLength={120}
          data-testid="chat-link-name"
          onChange={(e: ChangeEvent<HTMLInputElement>) => put({ name: e.target.value })}
        />
        <Field.Error />
      </Field.Root>
      <Field.Root name="purpose">
        <Field.Label>{t('chatLinks.purpose')}</Field.Label>
        <SingleSelect
          value={values.purpose}
          onChange={(value) => onPurpose(String(value) as ChatPurpose)}
        >
          {CHAT_PURPOSES.map((purpose) => (
            <SingleSelectOption key={purpose} value={purpose}>
              {t(`chatLinks.purpose.${purpose}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <Field.Root name="accountId">
        <Field.Label>{t('chatLinks.number')}</Field.Label>
        <SingleSelect
          value={String(values.accountId)}
          onChange={(value) => put({ accountId: Number(value) })}
        >
          {numbers.map(({ id, name }) => (
            <SingleSelectOption key={id} value={String(id)}>
              {name}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
    </>
  );
};

const Texts = ({ values, put, wrong }: PartProps) => {
  const t = useT();
  return LANGUAGES.map((language) => (
    <Field.Root
      key={language}
      name={`texts.${language}`}
      required
      error={wrong(values.texts[language])}
      hint={t('chatLinks.text.hint')}
    >
      <Field.Label>{t(`chatLinks.text.${language}`)}</Field.Label>
      <Textarea
        value={values.texts[language]}
        maxLength={300}
        rows={2}
        lang={language}
        onChange={(e: ChangeEvent<HTMLTextAreaElement>) =>
          put({ texts: { ...values.texts, [language]: e.target.value } })
        }
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  ));
};

interface Props {
  readonly link: ChatLinkView | null;
  readonly numbers: readonly OptInNumber[];
  readonly onClose: () => void;
  readonly onSaved: (link: ChatLinkView) => void;
}

export const ChatLinkForm = ({ link, numbers, onClose, onSaved }: Props) => {
  const t = useT();
  const refuse = useRefusal();
  const [values, setValues] = useState(() => valuesOf(link, numbers));
  const [isTried, setTried] = useState(false);
  const [create, creating] = useWhatsappCreateChatLinkMutation();
  const [update, updating] = useWhatsappUpdateChatLinkMutation();
  const put = (part: Partial<Values>) => setValues((old) => ({ ...old, ...part }));
  const save = async () => {
    setTried(true);
    const needed = [values.name, values.texts.en, values.texts.tr];
    if (needed.some((text) => text.trim() === '')) return;
    const body = bodyOf(values);
    try {
      onSaved(link ? await update({ id: link.id, body }).unwrap() : await create(body).unwrap());
    } catch (error) {
      refuse(error);
    }
  };
  const part = {
    values,
    put,
    wrong: (text: string) => isTried && text.trim() === '' && t('chatLinks.problem'),
  };
  return (
    <Drawer
      open
      draft={values}
      onClose={onClose}
      title={link ? t('chatLinks.edit-of', { name: link.name }) : t('chatLinks.new')}
      footer={
        <DrawerFoot onClose={onClose}>
          <Button
            loading={creating.isLoading || updating.isLoading}
            onClick={() => void save()}
            data-testid="save-chat-link"
          >
            {t('chatLinks.save')}
          </Button>
        </DrawerFoot>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Basics
          {...part}
          numbers={numbers}
          onPurpose={(purpose) => setValues((old) => withPurpose(old, purpose))}
        />
        <Texts {...part} />
        <Field.Root name="tags" hint={t('chatLinks.tags.hint')}>
          <Field.Label>{t('chatLinks.tags')}</Field.Label>
          <TextInput
            value={values.tags}
            maxLength={600}
            onChange={(e: ChangeEvent<HTMLInputElement>) => put({ tags: e.target.value })}
          />
          <Field.Hint />
        </Field.Root>
      </Flex>
    </Drawer>
  );
};
