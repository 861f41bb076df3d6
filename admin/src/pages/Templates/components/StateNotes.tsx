import { Button, Flex } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { useWhatsappDuplicateTemplatesMutation } from '../../../api/templates';
import { CategoryGuideLink } from '../../../shared/CategoryGuideLink';
import { Notice } from '../../../shared/Notice';
import { useCan } from '../../../shared/permissions';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { isCategoryRefused, refusedKey, rejectedDetail, rejectedKey } from '../model';
import { AskedReview, RequestReview } from './ReviewNote';

/** The three ways on after a rejection (T-22). */
const WaysOn = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const navigate = useNavigate();
  const refuse = useRefusal();
  const [copy, { isLoading }] = useWhatsappDuplicateTemplatesMutation();
  const onNew = async () => {
    try {
      const made = await copy({ id: template.id, body: {} }).unwrap();
      void navigate(`/plugins/whatsapp/templates/${made.id}/edit`);
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Flex gap={2} wrap="wrap" paddingTop={2}>
      <Button variant="secondary" loading={isLoading} onClick={() => void onNew()}>
        {t('templates.rejected.new')}
      </Button>
      <Button
        variant="secondary"
        onClick={() => void navigate(`/plugins/whatsapp/templates/${template.id}/edit`)}
      >
        {t('templates.rejected.edit')}
      </Button>
      <RequestReview template={template} />
    </Flex>
  );
};

const Pending = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const now = useNow();
  const moments = useMoments();
  return (
    <>
      {template.pendingSince === null
        ? null
        : `${t('templates.pendingSince', { ago: moments.ago(template.pendingSince, now) })} `}
      {t('templates.pendingNote')}
    </>
  );
};

/** Why it may not be sent now, in words: rejection with Meta's reason, or how long the review has taken. */
export const StateNote = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const { can } = useCan();
  const refused = refusedKey(template);
  if (!refused) return null;
  const isRejected = template.status === 'REJECTED';
  const reason = isRejected ? rejectedKey(template.rejectedReason) : null;
  const pending = template.status === 'PENDING' || template.status === 'IN_APPEAL';
  const isForApi = template.sendable.reason === 'api-only';
  const words = () => {
    if (isForApi) return t('templates.apiOnlyNote');
    if (pending) return <Pending template={template} />;
    if (!reason) return t('templates.refusedNote');
    const detail = rejectedDetail(template.rejectedReason);
    return [
      t(reason, { reason: template.rejectedReason ?? '' }),
      ...(detail ? [t('templates.rejected.detail', { detail })] : []),
    ].join(' ');
  };
  return (
    <Notice
      variant={isRejected ? 'danger' : pending || isForApi ? 'default' : 'warning'}
      title={t(refused)}
      action={isRejected && can.templateManage ? <WaysOn template={template} /> : undefined}
    >
      {words()} {isCategoryRefused(template) ? <CategoryGuideLink /> : null}
      {isRejected ? <AskedReview template={template} /> : null}
    </Notice>
  );
};

/** An edit that is written here and not at Meta yet, or one that Meta never answered. */
export const DraftNote = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const { can } = useCan();
  const moments = useMoments();
  const navigate = useNavigate();
  if (template.draftSavedAt === null) return null;
  return (
    <Notice
      variant="default"
      title={t('templates.draftKept', { at: moments.full(template.draftSavedAt) })}
      action={
        can.templateManage ? (
          <Button
            variant="secondary"
            onClick={() => void navigate(`/plugins/whatsapp/templates/${template.id}/edit`)}
          >
            {t('templates.draftGoOn')}
          </Button>
        ) : undefined
      }
    >
      {t('templates.draftNote')}
    </Notice>
  );
};
