type ToggleProps = { label: string; on: boolean; testId: string; onToggle: () => void };

export const Toggle = ({ label, on, testId, onToggle }: ToggleProps) => (
  <label className="toggle">
    {/* eslint-disable-next-line jsx-a11y/role-has-required-aria-props -- a checkbox says itself whether it is on */}
    <input type="checkbox" role="switch" checked={on} data-testid={testId} onChange={onToggle} />
    <span>{label}</span>
  </label>
);
