import { useMemo } from 'react';
import { Box, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { hasMarks } from '../../../shared/formatting';
import { MessageText } from '../../../shared/MessageText';
import { useT } from '../../../shared/useT';

const Frame = styled(Box)`
  max-block-size: 16dvh;
  overflow-y: auto;
`;

/** How WhatsApp will draw the text, while it is written; absent where it is drawn as typed. */
export const TextPreview = ({ text }: { readonly text: string }) => {
  const t = useT();
  const marked = useMemo(() => hasMarks(text), [text]);
  if (!marked) return null;
  return (
    <Frame
      background="primary100"
      hasRadius
      padding={2}
      role="group"
      aria-label={t('composer.preview')}
      tabIndex={0}
      data-testid="text-preview"
    >
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t('composer.preview')}
      </Typography>
      <MessageText text={text.trim()} />
    </Frame>
  );
};
