import { useState, type ReactNode } from 'react';
import { Badge, Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';
import type { VariantLetter } from '../../../../../server/src/contracts/campaign-trial';
import type { PreflightResult, PreviewResult } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappPreviewCampaignMutation } from '../../../api/campaigns';
import { ContactPicker } from '../../../shared/ContactPicker';
import { MessageBody } from '../../../shared/MessageBody';
import { PhoneFrame } from '../../../shared/PhoneFrame';
import { useCan } from '../../../shared/permissions';
import { useApiError } from '../../../shared/useApiError';
import { useT } from '../../../shared/useT';
import { useShownName } from '../../../shared/people/usePersonName';

type Props = {
  campaignId: number;
  samples: PreflightResult['samples'];
  /** Drawn where the message has a picture or a file in its header: of the variant, of the own message without one. */
  pictureOf?: (variant: VariantLetter | null) => ReactNode;
};

/** A person of one's choice beside the samples: rendered by the server as the run will (M-17). */
const usePicked = (campaignId: number) => {
  const explain = useApiError();
  const [preview, { isLoading }] = useWhatsappPreviewCampaignMutation();
  const [picked, setPicked] = useState<PreviewResult | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const pick = async (contactId: number) => {
    setProblem(null);
    try {
      setPicked(await preview({ id: campaignId, contactId }).unwrap());
    } catch (error) {
      setPicked(null);
      setProblem(explain(error).message);
    }
  };
  return { picked, problem, isLoading, pick, clear: () => setPicked(null) };
};

const Note = ({
  sample,
}: {
  sample: {
    usedFallback: boolean;
    reason?: PreviewResult['reason'];
    variant?: PreflightResult['samples'][number]['variant'];
  };
}) => {
  const t = useT();
  return (
    <>
      {sample.variant ? (
        <Badge>{t('campaigns.variants.one', { letter: sample.variant })}</Badge>
      ) : null}
      {sample.usedFallback ? (
        <Badge variant="warning">{t('campaigns.samples.fallback')}</Badge>
      ) : null}
      {sample.reason ? (
        <Badge variant="warning" data-testid="preview-reason">
          {t('campaigns.samples.leftOut', { reason: t(`campaigns.skip.${sample.reason}`) })}
        </Badge>
      ) : null}
    </>
  );
};

const hasFile = ({ header }: PreflightResult['samples'][number]['body']): boolean =>
  header !== null && header.kind !== 'text';

/** What real people of this audience would read, one after the other. */
export const Samples = ({ campaignId, samples, pictureOf }: Props) => {
  const t = useT();
  const shownName = useShownName();
  const [at, setAt] = useState(0);
  const index = Math.min(at, samples.length - 1);
  const { can } = useCan();
  const own = usePicked(campaignId);
  const sample = own.picked ?? samples[index];
  if (!sample) return null;
  // A person who was picked is shown the own message.
  const variant = own.picked ? null : (samples[index]?.variant ?? null);
  const move = (to: number) => {
    own.clear();
    setAt(to);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h3">
        {t('campaigns.samples.title')}
      </Typography>
      <PhoneFrame>
        <MessageBody
          body={sample.body}
          header={hasFile(sample.body) ? pictureOf?.(variant) : undefined}
        />
      </PhoneFrame>
      <Flex justifyContent="space-between" gap={2}>
        <IconButton
          variant="tertiary"
          label={t('campaigns.samples.previous')}
          disabled={index === 0}
          onClick={() => move(index - 1)}
        >
          <ChevronLeft />
        </IconButton>
        <Box role="status">
          <Flex direction="column" gap={1}>
            <Typography variant="pi">
              {own.picked
                ? shownName(sample.contactName)
                : t('campaigns.samples.of', {
                    name: shownName(sample.contactName),
                    at: index + 1,
                    total: samples.length,
                  })}
            </Typography>
            <Note sample={sample} />
          </Flex>
        </Box>
        <IconButton
          variant="tertiary"
          label={t('campaigns.samples.next')}
          disabled={index >= samples.length - 1}
          onClick={() => move(index + 1)}
        >
          <ChevronRight />
        </IconButton>
      </Flex>
      {can.contactBrowse ? (
        <ContactPicker
          label={t('campaigns.preview.pick')}
          disabled={own.isLoading}
          onPick={(contact) => void own.pick(contact.id)}
        />
      ) : null}
      {own.problem ? (
        <Typography textColor="danger600" role="alert">
          {own.problem}
        </Typography>
      ) : null}
    </Flex>
  );
};
