import { Typography } from '@strapi/design-system';
import type { MessageBody as Body } from '../../../../../server/src/contracts/conversations';
import { useWhatsappListTemplatesQuery } from '../../../api/templates';
import { MessageBody } from '../../../shared/MessageBody';
import { PhoneBubble, PhoneFrame } from '../../../shared/PhoneFrame';
import { previewBody } from '../../../shared/template-preview';
import { sampleBody, withFile } from '../../../shared/text-variables/sample';
import { useChosenFile } from '../../../shared/useChosenFile';
import { useT } from '../../../shared/useT';
import { isReply, type Draft, type Step } from '../model';
import type { KeyEnd } from '../../../translations/key';

const MediaBubble = ({ step }: { step: Extract<Step, { kind: 'media' }> }) => {
  const t = useT();
  const { file } = useChosenFile(step.fileId);
  if (!file) return <Typography textColor="neutral600">{t('bots.preview.file')}</Typography>;
  return <MessageBody body={withFile(sampleBody(step.caption), file)} isPreview />;
};

const TemplateBubble = ({ step }: { step: Extract<Step, { kind: 'template' }> }) => {
  const t = useT();
  const { data } = useWhatsappListTemplatesQuery({ status: 'APPROVED' });
  const template = data?.templates.find(({ id }) => id === step.templateId);
  if (!template)
    return <Typography textColor="neutral600">{t('bots.preview.template')}</Typography>;
  return (
    <MessageBody
      body={previewBody(template, template.bindings, { contact: null, sources: null })}
    />
  );
};

const buttonsBody = (step: Extract<Step, { kind: 'buttons' }>): Body => ({
  ...sampleBody(step.text || '…'),
  buttons: step.buttons
    .filter((text) => text.trim() !== '')
    .map((text) => ({ type: 'quick-reply' as const, text, value: text })),
});

/** A made-up person's list; the words of the real one are in the language of each person. */
const PreferencesBubble = ({ step }: { step: Extract<Step, { kind: 'preferences' }> }) => {
  const t = useT();
  const say = (part: KeyEnd<'bots.preview.preferences.'>) => t(`bots.preview.preferences.${part}`);
  const list = {
    button: say('button'),
    sections: [
      {
        title: say('which'),
        rows: [
          { title: say('offers'), description: say('on') },
          { title: say('orders'), description: say('off') },
        ],
      },
      {
        title: say('how'),
        rows: [
          { title: say('pause'), description: null },
          { title: say('stop'), description: null },
        ],
      },
    ],
  };
  return <MessageBody body={{ ...sampleBody(step.text || say('text')), list }} />;
};

const StepBubble = ({ step }: { step: Step }) => {
  if (step.kind === 'media') return <MediaBubble step={step} />;
  if (step.kind === 'template') return <TemplateBubble step={step} />;
  if (step.kind === 'preferences') return <PreferencesBubble step={step} />;
  if (step.kind === 'buttons') return <MessageBody body={buttonsBody(step)} />;
  return <MessageBody body={sampleBody((step.kind === 'text' && step.text) || '…')} />;
};

/** The first word that sets it off, as the customer would write it. */
const opening = ({ triggers }: Draft): string | null => {
  const [first] = triggers;
  if (first?.kind === 'keyword') return first.words[0] ?? null;
  return first?.kind === 'event' && first.event === 'button' ? first.value || null : null;
};

/** The talk as it will look, while one types; with a made-up customer. */
export const Preview = ({ draft }: { draft: Draft }) => {
  const t = useT();
  const asked = opening(draft);
  return (
    <PhoneFrame talk title={t('bots.preview.title')}>
      {asked ? (
        <PhoneBubble own>
          <Typography dir="auto">{asked}</Typography>
        </PhoneBubble>
      ) : null}
      {draft.steps.map((step, i) =>
        isReply(step.kind) ? (
          <PhoneBubble key={i}>
            <StepBubble step={step} />
          </PhoneBubble>
        ) : (
          <Typography key={i} tag="p" variant="pi" textColor="neutral600" textAlign="center">
            {t(`bots.step.${step.kind}`)}
          </Typography>
        )
      )}
    </PhoneFrame>
  );
};
