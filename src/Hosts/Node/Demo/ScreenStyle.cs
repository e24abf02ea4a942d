namespace WhaleStack.Node.Demo;

/// <summary>How a piece of the screen looks; a terminal and a picture each have their own colours for it.</summary>
[Flags]
public enum ScreenStyle
{
    /// <summary>The usual text.</summary>
    Plain = 0,

    /// <summary>Heavier. Goes with a colour.</summary>
    Bold = 1,

    /// <summary>Good for the account, or the long side.</summary>
    Green = 2,

    /// <summary>Bad for the account, or the short side.</summary>
    Red = 4,

    /// <summary>Wants attention.</summary>
    Yellow = 8,

    /// <summary>Less important.</summary>
    Grey = 16,

    /// <summary>The product's name.</summary>
    Blue = 32,
}
