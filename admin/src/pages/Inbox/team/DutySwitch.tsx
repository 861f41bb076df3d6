import { Button } from '@strapi/design-system';
import { useWhatsappSetDutyMutation, useWhatsappTeamNowQuery } from '../../../api/team';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { NARROW } from '../layout';

/** At one's post, or away: anyone who is away is given no conversations by rules that look at it. */
export const DutySwitch = () => {
  const t = useT();
  const refuse = useRefusal();
  const { data } = useWhatsappTeamNowQuery();
  const [set, { isLoading }] = useWhatsappSetDutyMutation();
  if (!data) return null;
  const { onDuty } = data.me;
  const press = async () => {
    const answer = await set(!onDuty);
    if ('error' in answer) refuse(answer.error);
  };
  return (
    <Button
      size="S"
      {...NARROW}
      variant={onDuty ? 'success-light' : 'tertiary'}
      aria-label={t(onDuty ? 'team.duty.label-on' : 'team.duty.label-off')}
      loading={isLoading}
      onClick={() => void press()}
      data-testid="duty"
    >
      {t(onDuty ? 'team.duty.on' : 'team.duty.off')}
    </Button>
  );
};
