import { useState } from 'react';
import { Badge, Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';
import type { PreflightResult } from '../../../../../server/src/contracts/campaigns';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { MessageBody } from '../../../shared/MessageBody';
import { PhoneFrame } from '../../../shared/PhoneFrame';
import { previewBody } from '../../../shared/template-preview';
import { useT } from '../../../shared/useT';

type Props = { samples: PreflightResult['samples']; template: TemplateView | null };

/** What real people of this audience would read, one after the other. */
export const Samples = ({ samples, template }: Props) => {
  const t = useT();
  const [at, setAt] = useState(0);
  const index = Math.min(at, samples.length - 1);
  const sample = samples[index];
  if (!sample) return null;
  const frame = template ? previewBody(template, {}, null) : null;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h3">
        {t('campaigns.samples.title')}
      </Typography>
      <PhoneFrame>
        <MessageBody
          body={{
            type: 'template',
            header: frame?.header ?? null,
            footer: frame?.footer ?? null,
            buttons: frame?.buttons ?? [],
            text: sample.text,
            media: null,
            location: null,
            contacts: [],
          }}
        />
      </PhoneFrame>
      <Flex justifyContent="space-between" gap={2}>
        <IconButton
          variant="tertiary"
          label={t('campaigns.samples.previous')}
          disabled={index === 0}
          onClick={() => setAt(index - 1)}
        >
          <ChevronLeft />
        </IconButton>
        <Box role="status">
          <Flex direction="column" gap={1}>
            <Typography variant="pi">
              {t('campaigns.samples.of', {
                name: sample.contactName,
                at: index + 1,
                total: samples.length,
              })}
            </Typography>
            {sample.usedFallback ? (
              <Badge variant="warning">{t('campaigns.samples.fallback')}</Badge>
            ) : null}
          </Flex>
        </Box>
        <IconButton
          variant="tertiary"
          label={t('campaigns.samples.next')}
          disabled={index >= samples.length - 1}
          onClick={() => setAt(index + 1)}
        >
          <ChevronRight />
        </IconButton>
      </Flex>
    </Flex>
  );
};
