import { Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { CHAT_LIMITS } from '../../../../../../server/src/contracts/chat-content';
import { useT } from '../../../../shared/useT';
import { Limited } from './Limited';
import { SectionsForm } from './SectionsForm';
import type { ExtraOf } from './model';

type Body = ExtraOf['buttons' | 'list' | 'link' | 'location-request'];
interface Props {
  readonly body: Body;
  readonly onChange: (body: Body) => void;
}

const ReplyButtons = ({
  body,
  onChange,
}: {
  body: ExtraOf['buttons'];
  onChange: (body: Body) => void;
}) => {
  const t = useT();
  const { buttons } = body;
  const set = (next: string[]) => onChange({ ...body, buttons: next });
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {buttons.map((title, at) => (
        <Flex key={at} gap={2} alignItems="end">
          <Flex direction="column" alignItems="stretch" flex="1">
            <Limited
              name={`button-${at}`}
              label={t('composer.extra.buttons.button', { number: at + 1 })}
              value={title}
              max={CHAT_LIMITS.button}
              required
              onChange={(value) => set(buttons.with(at, value))}
            />
          </Flex>
          <IconButton
            label={t('composer.extra.remove')}
            variant="ghost"
            disabled={buttons.length === 1}
            onClick={() => set(buttons.toSpliced(at, 1))}
          >
            <Trash />
          </IconButton>
        </Flex>
      ))}
      <Flex gap={3} wrap="wrap">
        <Button
          variant="secondary"
          startIcon={<Plus />}
          disabled={buttons.length >= CHAT_LIMITS.buttons}
          onClick={() => set([...buttons, ''])}
        >
          {t('composer.extra.buttons.add')}
        </Button>
        <Typography variant="pi" textColor="neutral600">
          {t('composer.extra.buttons.most', { count: CHAT_LIMITS.buttons })}
        </Typography>
      </Flex>
    </Flex>
  );
};

const Link = ({ body, onChange }: { body: ExtraOf['link']; onChange: (body: Body) => void }) => {
  const t = useT();
  return (
    <>
      <Limited
        name="link-button"
        label={t('composer.extra.link.button')}
        value={body.button}
        max={CHAT_LIMITS.button}
        required
        onChange={(button) => onChange({ ...body, button })}
      />
      <Limited
        name="link-url"
        label={t('composer.extra.link.url')}
        value={body.url}
        max={CHAT_LIMITS.url}
        hint="https://…"
        required
        onChange={(url) => onChange({ ...body, url })}
      />
    </>
  );
};

/** A text with something to press below it. */
export const ChoicesForm = ({ body, onChange }: Props) => {
  const t = useT();
  const framed = body.type === 'location-request' ? null : body;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {framed ? (
        <Limited
          name="extra-header"
          label={t('composer.extra.header')}
          value={framed.header ?? ''}
          max={CHAT_LIMITS.header}
          onChange={(header) => onChange({ ...framed, header })}
        />
      ) : null}
      <Limited
        name="extra-text"
        label={t('composer.extra.text')}
        value={body.text}
        max={body.type === 'list' ? CHAT_LIMITS.listText : CHAT_LIMITS.text}
        long
        required
        onChange={(text) => onChange({ ...body, text })}
      />
      {framed ? (
        <Limited
          name="extra-footer"
          label={t('composer.extra.footer')}
          value={framed.footer ?? ''}
          max={CHAT_LIMITS.footer}
          onChange={(footer) => onChange({ ...framed, footer })}
        />
      ) : null}
      {body.type === 'buttons' ? <ReplyButtons body={body} onChange={onChange} /> : null}
      {body.type === 'link' ? <Link body={body} onChange={onChange} /> : null}
      {body.type === 'list' ? <SectionsForm body={body} onChange={onChange} /> : null}
    </Flex>
  );
};
