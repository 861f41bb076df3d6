import { useState } from 'react';
import { Box, darkTheme, Flex, IconButton, lightTheme, Typography } from '@strapi/design-system';
import { Moon, Sun } from '@strapi/icons';
import { ThemeProvider } from 'styled-components';
import { MessageBody } from '../../../shared/MessageBody';
import { PhoneFrame } from '../../../shared/PhoneFrame';
import { previewBody } from '../../../shared/template-preview';
import { useT } from '../../../shared/useT';
import { previewOf } from './draft-model';
import { SampleArea } from './HeaderPart';
import type { Editor } from './useEditor';

/** What the customer will see, as one writes it: examples stand for the variables (T-12). */
export const DraftPreview = ({ editor }: { editor: Editor }) => {
  const { draft } = editor;
  const t = useT();
  const [look, setLook] = useState<'own' | 'light' | 'dark'>('own');
  const shown = previewOf(draft, t('shell.message.copy-code'));
  // WhatsApp writes codes itself; a header that was chosen before is not sent.
  const isCode = draft.category === 'AUTHENTICATION';
  const phone = (
    <PhoneFrame>
      {shown.body.trim() === '' && !shown.header ? (
        <Typography textColor="neutral600">{t('templates.preview.empty')}</Typography>
      ) : (
        <MessageBody
          body={previewBody(shown, {}, { contact: null, sources: null })}
          header={
            isCode || !('file' in draft.header) ? undefined : (
              <SampleArea editor={editor} header={draft.header} />
            )
          }
        />
      )}
    </PhoneFrame>
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={3} data-testid="draft-preview">
      {look === 'own' ? (
        phone
      ) : (
        <ThemeProvider theme={look === 'dark' ? darkTheme : lightTheme}>
          <Box>{phone}</Box>
        </ThemeProvider>
      )}
      <Flex gap={2} justifyContent="space-between">
        <Typography variant="pi" textColor="neutral600">
          {t('templates.preview.examples')}
        </Typography>
        <Flex gap={1} role="group" aria-label={t('templates.preview.look')}>
          <IconButton
            label={t('templates.preview.light')}
            variant="tertiary"
            aria-pressed={look === 'light'}
            onClick={() => setLook('light')}
          >
            <Sun />
          </IconButton>
          <IconButton
            label={t('templates.preview.dark')}
            variant="tertiary"
            aria-pressed={look === 'dark'}
            onClick={() => setLook('dark')}
          >
            <Moon />
          </IconButton>
        </Flex>
      </Flex>
    </Flex>
  );
};
