import { Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { styled } from 'styled-components';
import type { ConversationView } from '../../../../server/src/contracts/conversations';
import type { CostResult } from '../../../../server/src/contracts/prices';
import { useWhatsappMessagePricesQuery } from '../../api/prices';
import { useFreeEntry } from '../FreeEntry';
import { useCan } from '../permissions';
import { twoLines } from '../two-lines';
import { useT } from '../useT';
import { PRICES_PAGE, PricesFrom } from './PricesFrom';
import { useMoney } from './useMoney';
import { usePriceWords } from './usePriceWords';

const Words = styled(Typography)`
  ${twoLines}
`;

type Talk = Pick<ConversationView, 'id' | 'freeEntry'>;

const FREE = /^free/;

/** What one message costs, in words; null while nothing is known of it. */
const useOnePrice = () => {
  const t = useT();
  const money = useMoney();
  const words = usePriceWords();
  return (cost: CostResult): { words: string; isKnown: boolean } | null => {
    const [line] = cost.lines;
    if (!line) return null;
    if (line.type !== null && FREE.test(line.type))
      return { words: t('prices.one.free'), isKnown: true };
    if (line.micros !== null && line.currency !== null)
      return {
        words: t('prices.one.about', { price: money.rate(line.micros, line.currency) }),
        isKnown: true,
      };
    return {
      words: cost.hasPrices
        ? t('prices.one.no-country', { country: words.country(line.country) })
        : t('prices.one.none'),
      isKnown: false,
    };
  };
};

/** Where prices are entered, for the person who may. */
const EnterPrices = () => {
  const t = useT();
  const { can } = useCan();
  return can.priceMaintain ? (
    <Link tag={RouterLink} to={PRICES_PAGE}>
      {t('prices.cost.enter')}
    </Link>
  ) : null;
};

/** What a template of this category costs this person, before it goes. Keeps its line while it loads. */
export const TemplateCost = ({
  conversation,
  category,
}: {
  readonly conversation: Talk;
  readonly category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
}) => {
  const { data } = useWhatsappMessagePricesQuery(conversation.id);
  const ofOne = useOnePrice();
  const free = useFreeEntry({ ...conversation.freeEntry, answerBy: null });
  const cost = data?.[category];
  const price = cost ? ofOne(cost) : null;
  return (
    <Flex gap={2} wrap="wrap" minHeight="2.4rem" data-testid="template-cost">
      <Typography variant="pi" textColor="neutral800">
        {free ?? price?.words ?? ''}
      </Typography>
      {free === null && cost && price ? (
        price.isKnown ? (
          <PricesFrom cost={cost} />
        ) : (
          <EnterPrices />
        )
      ) : null}
    </Flex>
  );
};

/** What an answer in the open window costs: free after an ad, one of the free ones of the month, else its price. */
export const AnswerCost = ({ conversation }: { readonly conversation: Talk }) => {
  const t = useT();
  const { data } = useWhatsappMessagePricesQuery(conversation.id);
  const ofOne = useOnePrice();
  const afterAd = useFreeEntry(conversation.freeEntry);
  const words = () => {
    if (afterAd !== null) return afterAd;
    if (!data) return '';
    const { free, service } = data;
    if (free && free.left > 0) return t('prices.one.left', { left: free.left, free: free.free });
    return ofOne(service)?.words ?? '';
  };
  const said = words();
  const isUnknown = data && afterAd === null && ofOne(data.service)?.isKnown === false;
  return (
    <Flex gap={2} justifyContent="flex-end" minHeight="2rem" data-testid="answer-cost">
      <Words variant="pi" textColor="neutral600" textAlign="end" minWidth={0} title={said}>
        {said}
      </Words>
      {isUnknown ? <EnterPrices /> : null}
    </Flex>
  );
};
