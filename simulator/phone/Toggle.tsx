type ToggleProps = { label: string; on: boolean; testId: string; onToggle: () => void };

export const Toggle = ({ label, on, testId, onToggle }: ToggleProps) => (
  <label className="toggle">
    <input type="checkbox" role="switch" checked={on} data-testid={testId} onChange={onToggle} />
    <span>{label}</span>
  </label>
);
