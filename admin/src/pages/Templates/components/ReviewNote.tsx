import { Button, Flex, LinkButton, Typography } from '@strapi/design-system';
import {
  isReviewAsked,
  type ReviewResult,
} from '../../../../../server/src/contracts/template-review';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import {
  useWhatsappAskReviewTemplatesMutation,
  useWhatsappRecordReviewTemplatesMutation,
} from '../../../api/templates';
import { useCan } from '../../../shared/permissions';
import { Surface } from '../../../shared/Surface';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { Seen } from './CategoryNews';
import { useReviewWords } from './useReviewWords';

const MANAGER = 'https://business.facebook.com/wa/manage/message-templates/';
const RESULTS: readonly ReviewResult[] = ['granted', 'refused'];

/** Meta takes the request in WhatsApp Manager only: it opens there, and who asked is kept here. */
export const RequestReview = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const refuse = useRefusal();
  const [ask] = useWhatsappAskReviewTemplatesMutation();
  const onAsk = async () => {
    try {
      await ask(template.id).unwrap();
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <LinkButton
      variant="tertiary"
      href={MANAGER}
      target="_blank"
      rel="noopener noreferrer"
      onClick={() => void onAsk()}
      data-testid="request-review"
    >
      {t('templates.rejected.review')}
    </LinkButton>
  );
};

/** Meta's answer as somebody read it: not every one comes by webhook. */
const RecordResult = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const refuse = useRefusal();
  const [record, { isLoading }] = useWhatsappRecordReviewTemplatesMutation();
  const onRecord = async (result: ReviewResult) => {
    try {
      await record({ id: template.id, body: { result } }).unwrap();
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Flex gap={2} wrap="wrap">
      {RESULTS.map((result) => (
        <Button
          key={result}
          size="S"
          variant="tertiary"
          disabled={isLoading}
          onClick={() => void onRecord(result)}
        >
          {t(`templates.review.${result}`)}
        </Button>
      ))}
    </Flex>
  );
};

/** Who asked for the last review, and what became of it. */
export const AskedReview = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const { can } = useCan();
  const moments = useMoments();
  const { asked } = template.review;
  if (!asked) return null;
  const by = asked.by ?? t('templates.history.via.person');
  const isWaiting = asked.result === null;
  return (
    <Flex direction="column" alignItems="flex-start" gap={2} data-testid="asked-review">
      <Typography>{t('templates.review.asked', { at: moments.full(asked.at), by })}</Typography>
      <Typography textColor="neutral600">
        {asked.result === null
          ? t('templates.review.waiting')
          : t(`templates.review.result.${asked.result}`, {
              at: moments.full(asked.resultAt ?? asked.at),
            })}
      </Typography>
      {isWaiting && can.templateManage ? <RecordResult template={template} /> : null}
    </Flex>
  );
};

/** While Meta takes a request for a review: why there may be one, how long it still does, and the way to it (T-19, T-21). */
export const ReviewNote = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const { can } = useCan();
  const words = useReviewWords(template, useNow());
  const { about, asked } = template.review;
  if (words === null && (!asked || about === 'rejection')) return null;
  // An older request that nobody answered does not hold up one for the time that runs now.
  const isWaiting = isReviewAsked(template.review) && asked?.result === null;
  return (
    <Surface data-testid="review-note">
      <Flex direction="column" alignItems="flex-start" gap={3}>
        {words ? (
          <>
            <Typography fontWeight="bold">{words.why}</Typography>
            <Typography>{words.until}</Typography>
          </>
        ) : null}
        <AskedReview template={template} />
        <Seen template={template} kind="review-soon" />
        {words && !isWaiting && can.templateManage ? (
          <>
            <Typography textColor="neutral600">{t('templates.review.note')}</Typography>
            <RequestReview template={template} />
          </>
        ) : null}
      </Flex>
    </Surface>
  );
};
