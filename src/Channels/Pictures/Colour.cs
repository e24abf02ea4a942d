namespace WhaleStack.Channels.Pictures;

/// <summary>An opaque colour, as screens mix it.</summary>
/// <param name="Red">Red, 0 to 255.</param>
/// <param name="Green">Green, 0 to 255.</param>
/// <param name="Blue">Blue, 0 to 255.</param>
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>Black.</summary>
    public static Colour Black => new(0, 0, 0);

    /// <summary>White.</summary>
    public static Colour White => new(255, 255, 255);

    /// <summary>The colour of 0xRRGGBB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 0xFFFFFF.</exception>
    public static Colour OfRgb(int rgb)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rgb);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rgb, 0xFFFFFF);
        return new Colour((byte)(rgb >> 16), (byte)((rgb >> 8) & 0xFF), (byte)(rgb & 0xFF));
    }

    /// <summary>This colour with another laid over it.</summary>
    /// <param name="over">What is laid over it.</param>
    /// <param name="opacityFraction">How much of the other is seen, 0 to 1; beyond is the nearer end.</param>
    public Colour Under(Colour over, double opacityFraction)
    {
        var part = Math.Clamp(opacityFraction, 0.0, 1.0);
        return new Colour(Mix(Red, over.Red, part), Mix(Green, over.Green, part), Mix(Blue, over.Blue, part));
    }

    private static byte Mix(byte under, byte over, double part) => (byte)Math.Round(under + ((over - under) * part));
}
