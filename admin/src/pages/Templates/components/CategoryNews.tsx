import { Box, Button, Flex, Typography } from '@strapi/design-system';
import type { TemplateNotice } from '../../../../../server/src/contracts/template-review';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { useWhatsappDismissNoticeTemplatesMutation } from '../../../api/templates';
import { CategoryGuideLink } from '../../../shared/CategoryGuideLink';
import { Notice } from '../../../shared/Notice';
import { useCan } from '../../../shared/permissions';
import { useMoments } from '../../../shared/useMoments';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { categoryKey } from '../model';
import { TouchedUses } from './TouchedUses';

const RULES = ['consent', 'price', 'quiet', 'cap'] as const;

/** What a category means for those who get the template, and for what it costs. */
const Rules = ({ category }: { category: string }) => {
  const t = useT();
  if (category !== 'MARKETING') return <Typography>{t('templates.movedNote')}</Typography>;
  return (
    <Box tag="ul" paddingLeft={4}>
      {RULES.map((rule) => (
        <Typography key={rule} tag="li" display="list-item">
          {t(`templates.news.rule.${rule}`)}
        </Typography>
      ))}
    </Box>
  );
};

type SeenProps = { template: TemplateView; kind: TemplateNotice };

/** The menu counts the notice until somebody has seen it. */
export const Seen = ({ template, kind }: SeenProps) => {
  const t = useT();
  const { can } = useCan();
  const refuse = useRefusal();
  const [dismiss, { isLoading }] = useWhatsappDismissNoticeTemplatesMutation();
  if (template.notice !== kind || !can.templateManage) return null;
  const onPress = async () => {
    try {
      await dismiss({ id: template.id, query: { kind } }).unwrap();
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Button size="S" variant="secondary" loading={isLoading} onClick={() => void onPress()}>
      {t('templates.news.seen')}
    </Button>
  );
};

/** A category in the reader's language. */
export const useCategoryWord = () => {
  const t = useT();
  return (category: string): string => {
    const key = categoryKey(category);
    return key ? t(key) : category;
  };
};

/** Meta will move it: when, what changes then, and what sends it (T-20). */
const Coming = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const moments = useMoments();
  const word = useCategoryWord();
  const { coming } = template;
  if (!coming) return null;
  const to = word(coming.category);
  return (
    <Notice
      variant="warning"
      title={
        coming.at === null
          ? t('templates.coming.undated', { to })
          : t('templates.coming.title', { to, day: moments.full(coming.at) })
      }
      action={<Seen template={template} kind="coming" />}
      testId="category-coming"
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography>
          {t('templates.coming.change', { from: word(template.category), to })}
        </Typography>
        <Rules category={coming.category} />
        <TouchedUses id={template.id} isDone={false} />
      </Flex>
    </Notice>
  );
};

/** Meta made another category of it than was asked for or than it had, which changes consent and price (T-18, T-20). */
const Moved = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const moments = useMoments();
  const word = useCategoryWord();
  const { statedCategory, previousCategory, notice } = template;
  // What nobody has seen is shown, also where Meta came back to what was asked for.
  const from = notice === 'moved' ? previousCategory : (statedCategory ?? previousCategory);
  if (!from || from === template.category) return null;
  const { categoryChangedAt } = template.clocks;
  return (
    <Notice
      variant="warning"
      title={t('templates.moved', { from: word(from), to: word(template.category) })}
      action={<Seen template={template} kind="moved" />}
      testId="category-moved"
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        {categoryChangedAt === null ? null : (
          <Typography>
            {t('templates.news.since', { day: moments.full(categoryChangedAt) })}
          </Typography>
        )}
        <Rules category={template.category} />
        <CategoryGuideLink />
        <TouchedUses id={template.id} isDone />
      </Flex>
    </Notice>
  );
};

/** What Meta announces or did to the category, with everything that it touches. */
export const CategoryNews = ({ template }: { template: TemplateView }) => (
  <>
    <Coming template={template} />
    <Moved template={template} />
  </>
);
