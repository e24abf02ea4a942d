namespace Akka.Cluster.Sharding;

/// <summary>
/// The murmur variant for strings that Scala's library made known: two characters to a step, constants that change with
/// every step. Equal on every machine and in every process, unlike <see cref="string.GetHashCode()"/>.
/// </summary>
internal static class StringHash
{
    private const uint Seed = 0xf7ca7fd2;
    private const uint VisibleMagic = 0x971e137b;
    private const uint VisibleMixer = 0x52dce729;
    private const uint HiddenMagicA = 0x95543787;
    private const uint HiddenMagicB = 0x2ad7eb25;
    private const uint HiddenMixerA = 0x7b7d159c;
    private const uint HiddenMixerB = 0x6bce6396;

    public static int Of(string text)
    {
        unchecked
        {
            var hash = ((uint)text.Length * Seed) ^ VisibleMagic;
            var (a, b) = (HiddenMagicA, HiddenMagicB);
            for (var i = 0; i < text.Length; i += 2)
            {
                // Steps of two; the last character of an odd number stands alone, and low.
                var value = i + 1 < text.Length ? ((uint)text[i] << 16) + text[i + 1] : text[i];
                hash = ((hash ^ (uint.RotateLeft(value * a, 11) * b)) * 3) + VisibleMixer;
                a = (a * 5) + HiddenMixerA;
                b = (b * 5) + HiddenMixerB;
            }

            hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
            hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
            return (int)(hash ^ (hash >> 16));
        }
    }
}
