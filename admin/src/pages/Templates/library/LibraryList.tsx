import { Button, Flex, Typography } from '@strapi/design-system';
import type { LibraryTemplate } from '../../../../../server/src/contracts/template-library';
import type { TakenOver } from '../../../../../server/src/contracts/template-take-over';
import { ReadyCard, ReadyCards } from '../../../shared/ReadyCard';
import { useRuleLocale } from '../../../shared/useRuleLocale';
import { useT } from '../../../shared/useT';
import { categoryKey } from '../model';
import { byIndustry, sampleText, takenIn } from './library-model';
import { TakenList } from './TakenList';

type CardProps = {
  template: LibraryTemplate;
  taken: readonly TakenOver[];
  onOpen: (key: string) => void;
};

const LibraryCard = ({ template, taken, onOpen }: CardProps) => {
  const t = useT();
  const { title, body, examples } = template.texts[useRuleLocale()];
  const category = categoryKey(template.category);
  const kinds = [
    category ? t(category) : template.category,
    t(`templates.purpose.${template.purpose}`),
  ];
  return (
    <ReadyCard
      name={title}
      when={kinds.join(' · ')}
      about={sampleText(body, examples)}
      testId={`library-${template.key}`}
      action={
        <Flex direction="column" alignItems="flex-start" gap={2}>
          <TakenList taken={takenIn(taken, { key: template.key, wabaId: null })} />
          <Button
            variant="tertiary"
            aria-label={t('templates.library.openOf', { title })}
            onClick={() => onOpen(template.key)}
          >
            {t('templates.library.open')}
          </Button>
        </Flex>
      }
    />
  );
};

type Props = {
  templates: readonly LibraryTemplate[];
  taken: readonly TakenOver[];
  onOpen: (key: string) => void;
};

/** The ready templates by industry. */
export const LibraryList = ({ templates, taken, onOpen }: Props) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      {byIndustry(templates).map(([industry, own]) => (
        <Flex
          key={industry}
          tag="section"
          direction="column"
          alignItems="stretch"
          gap={3}
          aria-label={t(`templates.library.industry.${industry}`)}
        >
          <Typography variant="beta" tag="h2">
            {t(`templates.library.industry.${industry}`)}
          </Typography>
          <ReadyCards>
            {own.map((template) => (
              <LibraryCard key={template.key} template={template} taken={taken} onOpen={onOpen} />
            ))}
          </ReadyCards>
        </Flex>
      ))}
    </Flex>
  );
};
