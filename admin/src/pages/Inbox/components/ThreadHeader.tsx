import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { useIsMobile } from '@strapi/strapi/admin';
import { ArrowClockwise, ArrowLeft, Check, Information } from '@strapi/icons';
import { styled } from 'styled-components';
import { usePersonName } from '../../../shared/people/usePersonName';
import { PhoneText } from '../../../shared/PhoneText';
import { SimulatorBadge } from '../../../shared/SimulatorBadge';
import { spacedPhone } from '../../../shared/spaced-phone';
import { useT } from '../../../shared/useT';
import { WindowMeter } from '../../../shared/WindowMeter';
import { AssignMenu, type AssignFacts } from '../head/AssignMenu';
import { Facts } from '../head/Facts';
import { MoreMenu } from '../head/MoreMenu';
import { PaneHead } from '../layout';
import type { Standing } from '../list/useStanding';
import { WaitingChip } from '../list/WaitingChip';

export interface HeadProps extends AssignFacts {
  readonly canReply: boolean;
  /** Given on a phone: back to the list. */
  readonly onBack: (() => void) | null;
  /** Snooze, close and open again; null without the right to. */
  readonly standing: Standing | null;
  readonly onBots: (bots: 'paused' | 'active') => void;
  readonly onTag: (() => void) | null;
  readonly panelOpen: boolean;
  readonly onPanel: () => void;
}

const Row = styled(Flex)`
  container: head / inline-size;
`;

/** The name, and below it the number: where both have no room, the name is cut. */
const Names = styled.div`
  flex: 0 1 auto;
  min-inline-size: 10rem;
  @container head (min-width: 62rem) {
    min-inline-size: 12rem;
  }
`;

/** Stands at the name only where the name keeps its room. */
const Beside = styled.span<{ $from: number }>`
  display: block;
  flex-shrink: 0;
  white-space: nowrap;
  @container head (max-width: ${({ $from }) => $from}rem) {
    display: none;
  }
`;

/** Closes, or opens again, in one place. */
const StatusButton = ({
  isClosed,
  keysOn,
  onToggle,
}: {
  isClosed: boolean;
  keysOn: boolean;
  onToggle: () => void;
}) => {
  const t = useT();
  return (
    <IconButton
      label={t(isClosed ? 'inbox.thread.reopen' : 'inbox.thread.close')}
      aria-keyshortcuts={keysOn ? 'e' : undefined}
      variant="ghost"
      onClick={onToggle}
      data-testid="toggle-status"
    >
      {isClosed ? <ArrowClockwise /> : <Check />}
    </IconButton>
  );
};

/** The name, and at it what there is room for. */
const Who = ({ conversation, compact }: Pick<HeadProps, 'conversation'> & { compact: boolean }) => {
  const personName = usePersonName();
  const { phone, username } = conversation.contact;
  const name = personName(conversation.contact);
  // Anyone without a name is called by what stands below it.
  const isNamed = name !== (phone ? spacedPhone(phone) : `@${username ?? ''}`);
  const heading = (
    <Typography
      variant={compact ? 'omega' : 'delta'}
      fontWeight="bold"
      tag="h2"
      ellipsis
      dir="auto"
      flex={compact ? '1 1 0' : undefined}
      minWidth={compact ? 0 : undefined}
      title={name}
    >
      {name}
    </Typography>
  );
  if (compact) return heading;
  return (
    <>
      <Names>
        {heading}
        {isNamed ? (
          <Beside $from={62}>
            <PhoneText variant="pi" textColor="neutral600" phone={phone} username={username} />
          </Beside>
        ) : null}
      </Names>
      {conversation.isSimulator ? (
        <Beside $from={80}>
          <SimulatorBadge />
        </Beside>
      ) : null}
      <Beside $from={70}>
        <WaitingChip conversation={conversation} />
      </Beside>
      <Box flex="1 1 0" minWidth={0}>
        <Facts conversation={conversation} brief />
      </Box>
    </>
  );
};

/** Who this is, how long free text stays possible and whose it is, in one row; the rest is in its menu. */
export const ThreadHeader = (props: HeadProps) => {
  const { conversation, canReply, onBack, onPanel, panelOpen, standing, keysOn } = props;
  const t = useT();
  const compact = useIsMobile();
  return (
    <PaneHead paddingLeft={3} paddingRight={3} paddingTop={2} paddingBottom={2}>
      <Row gap={compact ? 1 : 2} data-testid="thread-head">
        {onBack ? (
          <IconButton label={t('inbox.thread.back')} variant="ghost" onClick={onBack}>
            <ArrowLeft />
          </IconButton>
        ) : null}
        <Who conversation={conversation} compact={compact} />
        <WindowMeter window={conversation.window} brief={compact} />
        {canReply ? <AssignMenu {...props} compact={compact} /> : null}
        {standing && !compact ? (
          <StatusButton
            isClosed={conversation.status === 'closed'}
            keysOn={keysOn}
            onToggle={standing.toggleStatus}
          />
        ) : null}
        <MoreMenu
          conversation={conversation}
          keysOn={keysOn}
          deeds={{
            standing,
            onTag: props.onTag,
            onResumeBots:
              canReply && conversation.botPausedAt !== null ? () => props.onBots('active') : null,
            onPanel,
          }}
        />
        {compact ? null : (
          <IconButton
            label={t('inbox.panel.toggle')}
            aria-pressed={panelOpen}
            aria-keyshortcuts={keysOn ? 'i' : undefined}
            variant="ghost"
            onClick={onPanel}
            data-testid="panel-toggle"
          >
            <Information />
          </IconButton>
        )}
      </Row>
    </PaneHead>
  );
};
