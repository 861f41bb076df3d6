import { Box, Button, Field, Flex, Toggle, Typography } from '@strapi/design-system';
import type { OptInChoices, OptInFormView } from '../../../../../server/src/contracts/opt-in';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { Drawer } from '../../../shared/Drawer';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import { languages } from './model';
import { EffectFields, PlaceFields } from './PlaceFields';
import { useOptInForm, type Editor } from './useOptInForm';
import { WordsFields } from './WordsFields';

interface Props {
  readonly view: OptInFormView | null;
  readonly choices: OptInChoices;
  readonly onClose: () => void;
  readonly onSaved: (view: OptInFormView) => void;
}

/** Asks before ready-made texts take the place of those that somebody wrote. */
const ReplaceTexts = ({ ready: { question } }: { ready: Editor['ready'] }) => {
  const t = useT();
  if (!question) return null;
  return (
    <ConfirmAction
      open
      variant="danger"
      title={t('optIn.fill.title')}
      confirmLabel={t('optIn.fill.confirm')}
      confirmTestId="opt-in-fill-confirm"
      onConfirm={question.take}
      onClose={question.leave}
    >
      {t('optIn.fill.body')}
    </ConfirmAction>
  );
};

/** Writes a form: where, for what, in which words, and whether it is open. */
export const FormDrawer = ({ view, choices, onClose, onSaved }: Props) => {
  const t = useT();
  const editor = useOptInForm({ view, choices, onSaved });
  const { form, change } = editor;
  return (
    <>
      <Drawer
        open
        draft={form}
        onClose={onClose}
        title={view ? t('optIn.edit', { name: view.name }) : t('optIn.new')}
        footer={
          <>
            <Button variant="tertiary" onClick={onClose}>
              {t('optIn.leave')}
            </Button>
            <Button
              loading={editor.isSaving}
              onClick={() => void editor.save()}
              data-testid="save-opt-in"
            >
              {t(form.active ? 'optIn.save.open' : 'optIn.save.draft')}
            </Button>
          </>
        }
      >
        <Flex direction="column" alignItems="stretch" gap={6}>
          <PlaceFields editor={editor} choices={choices} isNew={view === null} />
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Typography variant="beta" tag="h2">
              {t('optIn.words')}
            </Typography>
            <Notice variant="default" title={t('optIn.law')} testId="opt-in-law">
              {t('optIn.law.body')}
            </Notice>
            <Box>
              <Button
                variant="secondary"
                loading={editor.ready.isSuggesting}
                onClick={() => void editor.ready.fill()}
                data-testid="opt-in-fill"
              >
                {t('optIn.fill')}
              </Button>
            </Box>
            {languages.map((language) => (
              <WordsFields key={language} editor={editor} language={language} />
            ))}
          </Flex>
          <EffectFields editor={editor} choices={choices} />
          <Field.Root name="active" hint={t('optIn.active.hint')}>
            <Field.Label>{t('optIn.active')}</Field.Label>
            <Toggle
              checked={form.active}
              onLabel={t('optIn.active.on')}
              offLabel={t('optIn.active.off')}
              onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
                change({ active: e.target.checked })
              }
            />
            <Field.Hint />
          </Field.Root>
        </Flex>
      </Drawer>
      <ReplaceTexts ready={editor.ready} />
    </>
  );
};
