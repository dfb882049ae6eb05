/** The mark: a line that divides in two, as tracks do in a switchyard. */
interface BrandProps {
  size?: number;
}

export function BrandMark({ size = 22 }: BrandProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="7" fill="var(--mantine-color-signal-7)" />
      <path
        d="M6 21h20M6 21h5c5 0 5-10 10-10h5"
        fill="none"
        stroke="#fff"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
