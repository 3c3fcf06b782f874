namespace up5::ui {}
